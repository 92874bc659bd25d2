using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary>
/// <c>samosachaat compact</c>: after a kill the store has all its rows, in the old file or in the new one. In the end nothing is left of what was deleted.
/// </summary>
internal sealed class CompactOperation(OperationContext context) : LongOperation(context)
{
    private readonly DeletedText deleted = new();
    private string reference = "";

    public override string Kind => "compact";

    private bool IsFile => Engine != StorageOptions.Postgres;

    public override Task PrepareAsync(string folder)
    {
        Stores.Copy(Engine, Source, folder);
        return Task.CompletedTask;
    }

    public override Task<IOperationRun> StartAsync(string folder) =>
        Task.FromResult<IOperationRun>(Context.Start(["compact", .. Stores.Settings(Engine, folder)]));

    public override async Task<string?> FaultOfSourceAsync(string folder)
    {
        // The next run must meet the files that the kill has left. To open a store changes them.
        if (!IsFile) return await FaultOfRowsAsync(folder);
        var looked = $"{folder}-looked";
        Stores.Copy(Engine, folder, looked);
        var fault = await FaultOfRowsAsync(looked);
        if (fault is null) Remove(looked);
        return fault;
    }

    public override Task<(bool IsComplete, string? Fault)> LookAsync(string folder) =>
        Task.FromResult<(bool, string?)>((Left(folder) is null && TracesIn(folder).Length == 0, null));

    public override async Task<string?> FaultOfWholeAsync(string folder)
    {
        if (Left(folder) is { } left) return $"{left} is left";
        return TracesIn(folder) is [var trace, ..] ? $"{trace} has a text that was deleted" : await FaultOfRowsAsync(folder);
    }

    protected override async Task SetUpAsync()
    {
        var source = new StoreSource(Context);
        if (IsFile)
        {
            reference = $"{Source}-reference";
            await source.SetUpAsync(reference);
            using var open = Stores.Open(Engine, reference);
            await deleted.LeaveInAsync(open.Store);
            // The log has the text until the store is closed.
            Stores.Copy(Engine, reference, Source);
        }
        else
        {
            await source.SetUpAsync(Source);
            using (var open = Stores.Open(Engine, Source)) await deleted.LeaveInAsync(open.Store);
            reference = Source;
        }

        if (TracesIn(Source).Length == 0) throw new InvalidOperationException("The store has nothing of what was deleted, so no run could leave it.");
    }

    private static string? Left(string folder) => Directory.GetDirectories(folder).FirstOrDefault();

    private string[] TracesIn(string folder) => Stores.ConnectionString(Engine, folder) is { } connection
        ? [.. Traces.InTables(connection, deleted.Marker)]
        : Traces.In(folder, deleted.Marker);

    private Task<string?> FaultOfRowsAsync(string folder) => Stores.FaultAsync(Engine, folder, Engine, reference);
}

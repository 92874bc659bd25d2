using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat restore</c>: the folder has the old store, the restored one, or none that a server starts on.</summary>
internal sealed class RestoreOperation(OperationContext context) : LongOperation(context)
{
    private readonly StoreSource source = new(context);
    private string backup = "";
    private string old = "";

    public override string Kind => "restore";

    public override Task PrepareAsync(string folder)
    {
        Stores.Copy(Engine, old, Data(folder));
        return Task.CompletedTask;
    }

    public override Task<IOperationRun> StartAsync(string folder) => Task.FromResult<IOperationRun>(
        Context.Start(["restore", backup, .. Stores.Settings(Engine, Data(folder))]));

    public override Task<string?> FaultOfSourceAsync(string folder)
    {
        // The data of before is in the folder, or aside.
        var file = Engine == "litedb" ? "samosachaat.litedb" : "samosachaat.db";
        var wanted = File.ReadAllBytes(Path.Combine(old, file));
        var found = Directory.GetFiles(Data(folder), file, SearchOption.AllDirectories).Any(one => File.ReadAllBytes(one).AsSpan().SequenceEqual(wanted));
        return Task.FromResult(found ? null : "the old store is gone");
    }

    public override async Task<(bool IsComplete, string? Fault)> LookAsync(string folder)
    {
        try
        {
            Stores.Open(Engine, Data(folder)).Dispose();
        }
        catch (CannotStartException)
        {
            return (false, null);
        }

        if (await source.FaultOfAsync(Engine, Data(folder)) is not { } differs) return (true, null);
        var isOld = await Stores.FaultAsync(Engine, Data(folder), Engine, old) is null;
        return (false, isOld ? null : $"it is neither the old store nor the restored one: {differs}");
    }

    public override Task<string?> FaultOfWholeAsync(string folder) => source.FaultOfAsync(Engine, Data(folder));

    protected override async Task SetUpAsync()
    {
        await source.SetUpAsync(Source);
        var backups = Directory.CreateDirectory($"{Source}-backups").FullName;
        await using var run = Context.Start(["backup", "--Backup:Folder", backups, .. Stores.Settings(Engine, Source)]);
        if (await run.Ended is { } failure) throw new InvalidOperationException(failure);
        backup = Directory.GetFiles(backups, "*.zip").Single();
        old = $"{Source}-old";
        using var open = Stores.Open(Engine, old);
        await SeededStore.FillAsync(open.Store, messages: 100);
    }

    private static string Data(string folder) => Path.Combine(folder, "data");
}

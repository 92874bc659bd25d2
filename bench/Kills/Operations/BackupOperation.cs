using SamosaChaat.Shared.Backup;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat backup</c>: a file with the name of a backup is a good one.</summary>
internal sealed class BackupOperation(OperationContext context) : LongOperation(context)
{
    private readonly StoreSource source = new(context);

    public override string Kind => "backup";

    public override Task PrepareAsync(string folder) => Task.CompletedTask;

    public override Task<IOperationRun> StartAsync(string folder) => Task.FromResult<IOperationRun>(
        Context.Start(["backup", "--Backup:Folder", folder, .. Stores.Settings(Engine, Source)]));

    public override Task<string?> FaultOfSourceAsync(string folder) => source.FaultAsync();

    public override Task<(bool IsComplete, string? Fault)> LookAsync(string folder)
    {
        var made = Directory.GetFiles(folder, "*.zip");
        return Task.FromResult((made.Length > 0, made.Select(Fault).FirstOrDefault(fault => fault is not null)));
    }

    public override Task<string?> FaultOfWholeAsync(string folder)
    {
        var made = Directory.GetFiles(folder, "*.zip");
        if (made.Length == 0) return Task.FromResult<string?>("there is no backup");
        if (Directory.GetDirectories(folder) is [var left, ..]) return Task.FromResult<string?>($"{left} is left");
        return Task.FromResult(made.Select(Fault).FirstOrDefault(fault => fault is not null));
    }

    protected override Task SetUpAsync() => source.SetUpAsync(Source);

    private static string? Fault(string file)
    {
        try
        {
            BackupArchive.Extract(file, folder: null);
            return null;
        }
        catch (BackupFailedException e)
        {
            return e.Message;
        }
    }
}

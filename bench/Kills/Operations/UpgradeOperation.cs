using SamosaChaat.Shared.Cli.Upgrades;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat upgrade</c> of a store of the first version: the store is as it was, or has the newest version.</summary>
internal sealed class UpgradeOperation(OperationContext context) : LongOperation(context)
{
    private string reference = "";

    public override string Kind => "upgrade";

    private string FileName => new StorageOptions { Engine = Engine }.FileName;

    public override Task PrepareAsync(string folder)
    {
        if (Engine == StorageOptions.Postgres) FirstVersion.Write(Engine, folder, Stores.ConnectionString(Engine, folder), Context.Options.Messages);
        else KilledStores.CopyFiles(Source, folder);
        return Task.CompletedTask;
    }

    public override Task<IOperationRun> StartAsync(string folder) =>
        Task.FromResult<IOperationRun>(Context.Start(["upgrade", .. Stores.Settings(Engine, folder)]));

    public override Task<string?> FaultOfSourceAsync(string folder)
    {
        if (Engine == StorageOptions.Postgres || VersionOf(folder) != 1) return Task.FromResult<string?>(null);
        var (was, found) = (File.ReadAllBytes(Path.Combine(Source, FileName)), File.ReadAllBytes(Path.Combine(folder, FileName)));
        return Task.FromResult(was.AsSpan().SequenceEqual(found) ? null : "the file of the old version has changed");
    }

    public override async Task<(bool IsComplete, string? Fault)> LookAsync(string folder) => VersionOf(folder) switch
    {
        1 => (false, null),
        var version when version == UpgradePlan.Of(Stores.Of(Engine, folder)).To => (true, await FaultOfWholeAsync(folder)),
        var version => (false, $"it has version {version}, between the old one and the newest"),
    };

    public override Task<string?> FaultOfWholeAsync(string folder)
    {
        var left = Directory.GetFiles(folder, "*upgrading*");
        return left.Length > 0 ? Task.FromResult<string?>($"{left[0]} is left") : Stores.FaultAsync(Engine, folder, Engine, reference);
    }

    public override void Remove(string folder)
    {
        Stores.RemoveTables(Engine, folder);
        base.Remove(folder);
    }

    protected override async Task SetUpAsync()
    {
        if (Engine != StorageOptions.Postgres) FirstVersion.Write(Engine, Source, connection: null, Context.Options.Messages);
        reference = Directory.CreateDirectory($"{Source}-upgraded").FullName;
        await PrepareAsync(reference);
        Stores.Open(Engine, reference).Dispose();
    }

    private int VersionOf(string folder) => UpgradePlan.Of(Stores.Of(Engine, folder)).From;
}

using System.Text;
using SamosaChaat.Shared.Cli.Upgrades;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat upgrade</c> of a store of the first version: the store is as it was, or has the newest version.</summary>
internal sealed class UpgradeOperation(OperationContext context) : LongOperation(context)
{
    private string reference = "";
    private byte[] was = [];

    public override string Kind => "upgrade";

    private string FileName => new StorageOptions { Engine = Engine }.FileName;

    public override Task PrepareAsync(string folder)
    {
        Stores.Copy(Engine, Source, folder);
        return Task.CompletedTask;
    }

    public override Task<IOperationRun> StartAsync(string folder) =>
        Task.FromResult<IOperationRun>(Context.Start(["upgrade", .. Stores.Settings(Engine, folder)]));

    public override Task<string?> FaultOfSourceAsync(string folder)
    {
        // PostgreSQL may end the last statement of a killed process in between. So the version comes after the contents.
        var found = Contents(folder);
        return Task.FromResult(VersionOf(folder) != 1 || found.AsSpan().SequenceEqual(was) ? null : "the store of the old version has changed");
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

    protected override async Task SetUpAsync()
    {
        FirstVersion.Write(Engine, Source, Stores.ConnectionString(Engine, Source), Context.Options.Messages);
        was = Contents(Source);
        reference = Directory.CreateDirectory($"{Source}-upgraded").FullName;
        await PrepareAsync(reference);
        Stores.Open(Engine, reference).Dispose();
    }

    /// <summary>Reads the file of a store, or a hash of all rows of its tables.</summary>
    private byte[] Contents(string folder) => Stores.ConnectionString(Engine, folder) is { } connection
        ? Encoding.UTF8.GetBytes(OwnPostgres.Ask(connection, "SELECT md5(schema_to_xml('public', true, true, '')::text)")[0])
        : File.ReadAllBytes(Path.Combine(folder, FileName));

    private int VersionOf(string folder) => UpgradePlan.Of(Stores.Of(Engine, folder)).From;
}

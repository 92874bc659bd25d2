using System.Data.Common;
using System.Net.Sockets;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Cli.Upgrades;

/// <summary>Says what an upgrade of the store will do. To make the plan changes nothing.</summary>
/// <param name="Store">The store for messages, without any secret.</param>
/// <param name="From">The version of the store. 0 if there is none yet.</param>
/// <param name="To">The version of this program.</param>
/// <param name="Size">The bytes of the store with its log.</param>
/// <param name="Copy">The file that will have the data of before. Null if there is nothing to do, or for an engine without a file.</param>
/// <param name="Free">The bytes that the disk has for the copy. Null if there is none.</param>
internal sealed record UpgradePlan(string Store, string Engine, int From, int To, long Size, string? Copy, long? Free)
{
    /// <summary>True if the store is older than the program. A new store is none.</summary>
    public bool IsNeeded => From is not 0 && From < To;

    /// <summary>False if the copy does not fit.</summary>
    public bool HasRoom => Free is not { } free || free >= Size;

    /// <summary>The steps with their versions, in order.</summary>
    public IReadOnlyList<(int Version, MigrationStep Step)> Steps => IsNeeded
        ? [.. ChatSchema.Migrations.Describe(Engine).Index().Skip(From).Select(step => (step.Index + 1, step.Item))]
        : [];

    /// <summary>The bytes of the copy.</summary>
    public long Copied => Copy is null ? 0 : Size;

    /// <summary>The bytes that the steps read or write in all.</summary>
    public long Worked => Size * Steps.Count(step => step.Step.ReadsAll);

    /// <exception cref="CannotStartException">The store is damaged, cannot be asked, or is newer than this program.</exception>
    public static UpgradePlan Of(StorageOptions options)
    {
        var root = Path.GetFullPath(options.Path);
        var identity = new IdentityFile(root, options);
        var known = identity.Read();
        try
        {
            return options.IsFile ? OfFile(root, options, identity, known) : OfDatabase(options, known);
        }
        catch (ForeignStoreException e)
        {
            throw new CannotStartException(identity.Foreign(options.IsFile ? Path.Combine(root, options.FileName) : root).ToString(), e);
        }
    }

    private static UpgradePlan OfFile(string root, StorageOptions options, IdentityFile identity, StoreIdentity? known)
    {
        var file = Path.Combine(root, options.FileName);
        var version = StoredVersion.Of(root, options, identity, known);
        var newest = ChatSchema.Migrations.NewestOf(options.Engine);
        SchemaVersion.Refuse(version, newest);
        var plan = new UpgradePlan(file, options.Engine, version, newest, UpgradeCopies.Need(file, options.Engine), Copy: null, Free: null);
        return plan.IsNeeded ? plan with { Copy = UpgradeCopies.FileOf(file, version), Free = DiskRoom.FreeIn(root) } : plan;
    }

    private static UpgradePlan OfDatabase(StorageOptions options, StoreIdentity? known)
    {
        using var connections = new PostgresConnections(StorageOptionsValidator.Read(options));
        try
        {
            var newest = ChatSchema.Migrations.NewestOf(options.Engine);
            var (version, size) = PostgresInspection.Measure(connections, newest, known?.Id);
            return new(connections.Server, options.Engine, version, newest, size, Copy: null, Free: null);
        }
        catch (Exception e) when (e is DbException or SocketException)
        {
            throw new CannotStartException($"The database '{connections.Server}' cannot be used. {e.Message}", e);
        }
    }
}

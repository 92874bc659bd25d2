using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Storage.Upgrades;

/// <summary>Reads the version of a file's schema without changing anything.</summary>
internal static class StoredVersion
{
    /// <param name="known">The identity in the data folder. Null if it has none.</param>
    /// <returns>0 if there is no store yet.</returns>
    /// <exception cref="CannotStartException">The store is damaged, or a server keeps it from being read.</exception>
    /// <exception cref="ForeignStoreException">It is another store.</exception>
    public static int Of(string root, StorageOptions options, IdentityFile identity, StoreIdentity? known)
    {
        var file = Path.Combine(root, options.FileName);
        var inUse = DataFolder.IsInUse(root);
        if (!inUse && StoreDamage.Find(root, options, identity, known) is { } damage) throw new CannotStartException(damage.ToString());
        if (options.Engine == StorageOptions.Sqlite) return SqliteDamage.VersionOf(file);
        if (!inUse) return StoreDamage.HasContent(file) ? OfDocuments(file, known) : 0;
        return known?.Schema
            ?? throw new CannotStartException($"A server is using '{root}', and LiteDB allows one process only. Stop the server first.");
    }

    // A method of its own, because .NET may load LiteDB's library with the method that names it.
    private static int OfDocuments(string file, StoreIdentity? known) => DocumentUpgrade.VersionOf(file, known?.Id);
}

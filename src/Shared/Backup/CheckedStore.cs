using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Backup;

/// <summary>Checks a store in a folder that nobody uses: opens it as a server does, reads all of it, and counts its rows.</summary>
internal static class CheckedStore
{
    // Ends the name of a file that is being written.
    private const string Half = ".new";

    private static readonly string[] Kept = [".db", ".litedb", ".id"];

    /// <summary>True for a file that belongs to the store after its check: the store, its identity, and the keys.</summary>
    public static bool IsKept(string file) =>
        Kept.Contains(Path.GetExtension(file)) || (Path.GetFileName(file).StartsWith(DataFolder.SigningKey, StringComparison.Ordinal)
            && Path.GetExtension(file) != Half);

    /// <returns>The number of rows and the identity.</returns>
    /// <exception cref="BackupFailedException">The store is not whole.</exception>
    public static (long Rows, StoreIdentity Identity) Check(DataFolder folder, StorageOptions options)
    {
        var here = new StorageOptions { Engine = options.Engine, Path = folder.Root };
        if (new IdentityFile(folder.Root, here).Read() is null) throw new BackupFailedException("The copy has no identity of a store.");
        var rows = Count(folder, here);
        // The opening may have migrated it.
        var identity = new IdentityFile(folder.Root, here).Read()!;
        var file = folder.PathOf(here.FileName);
        var faults = here.Engine == StorageOptions.LiteDb
            ? LiteDbInspection.Faults(file, identity.Id)
            : SqliteInspection.Faults(file, ChatSchema.Migrations.Sqlite.Count, quick: false, identity.Id);
        return faults.Count == 0 ? (rows, identity) : throw new BackupFailedException($"The copy is damaged: {string.Join("; ", faults)}");
    }

    private static long Count(DataFolder folder, StorageOptions here)
    {
        using var engine = StorageRegistration.Open(here, folder, ChatSchema.Migrations);
        return engine.ReadAsync(new CountRows(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }
}

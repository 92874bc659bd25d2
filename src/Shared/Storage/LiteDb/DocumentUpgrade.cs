using LiteDB;
using LiteDB.Engine;
using Microsoft.Win32.SafeHandles;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Upgrades a store that an earlier program wrote. LiteDB has no transaction around a step, so the steps change a copy. When the copy is
/// complete, it takes the place of the file, which stays under the name of a copy. Call it while no process has the store open.
/// </summary>
internal static class DocumentUpgrade
{
    private const string Half = ".upgrading.litedb";

    /// <param name="sync">Returns when everything that was written to a file is on the disk.</param>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="watch">Null if nobody waits for it.</param>
    /// <exception cref="CannotStartException">A step failed, or there is no room. The store is as it was.</exception>
    /// <exception cref="ForeignStoreException">It is another store. It stays untouched.</exception>
    public static void Run(
        string file, IReadOnlyList<Action<LiteDatabase>> steps, Action<SafeFileHandle> sync, Guid? expected, IUpgradeWatch? watch)
    {
        if (!StoreDamage.HasContent(file)) return;
        var version = VersionOf(file, expected);
        // A new store, and one that is newer than the program, are not for an upgrade.
        if (version is 0 || version >= steps.Count) return;

        UpgradeFailure.Explain(
            version,
            steps.Count,
            () =>
            {
                watch?.Begin(version, steps.Count);
                Fold(file, sync);
                var copy = UpgradeCopies.FileOf(file, version);
                UpgradeCopies.Demand(file, StorageOptions.LiteDb, version, steps.Count);
                watch?.Copying(copy);
                Change(file, copy, steps, expected, watch);
                watch?.End(copy);
                return copy;
            },
            DiskRoom.ComesFromFullDisk);
    }

    /// <summary>Reads the version of the schema without writing to the file.</summary>
    /// <exception cref="ForeignStoreException">It is another store.</exception>
    public static int VersionOf(string file, Guid? expected)
    {
        using var data = new ReadOnlyPages(file);
        using var log = new ReadOnlyPages(CommitLog.FileOf(file));
        using var engine = new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, ReadOnly = true });
        using var database = new LiteDatabase(engine);
        StoreIdentity.Settle(new DocumentSession(database).FindStoreId(), expected);
        return database.UserVersion;
    }

    /// <summary>Opens and closes the store, so that its file has all of it.</summary>
    private static void Fold(string file, Action<SafeFileHandle> sync)
    {
        using (var log = new CommitLog(CommitLog.FileOf(file), sync))
        using (new LiteEngine(new EngineSettings { Filename = file, LogStream = log, Collation = Collation.Binary }))
        {
        }

        if (StoreDamage.HasContent(CommitLog.FileOf(file))) throw new IOException("The log could not be folded into the file.");
    }

    private static void Change(
        string file, string copy, IReadOnlyList<Action<LiteDatabase>> steps, Guid? expected, IUpgradeWatch? watch)
    {
        var half = Path.ChangeExtension(file, null) + Half;
        Remove(half);
        try
        {
            File.Copy(file, half);
            // Nothing of the copy counts before all of it is on the disk. So it is synced once.
            new LiteDbFile(half, steps, new TicketLock(), keep: null, static _ => { }, expected, watch).Dispose();

            if (StoreDamage.HasContent(CommitLog.FileOf(half))) throw new IOException("The log could not be folded into the copy.");
            using (var changed = File.OpenHandle(half, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(changed);
            // The file becomes the copy, and the changed copy becomes the file, at once.
            File.Replace(half, file, copy);
            File.SetLastWriteTimeUtc(copy, DateTime.UtcNow);
        }
        catch
        {
            Remove(half);
            throw;
        }
    }

    private static void Remove(string half)
    {
        var log = CommitLog.FileOf(half);
        foreach (var left in new[] { half, log, LogChecksum.FileOf(log) }) File.Delete(left);
    }
}

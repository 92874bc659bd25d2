using LiteDB;
using Microsoft.Win32.SafeHandles;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Runs LiteDB 5.0.21 safely: with one writer, one caller inside at a time, and a log that is synced at each commit.
/// docs/decisions/0001 gives the reason for each.
/// </summary>
internal sealed class LiteDbEngine : SingleWriterEngine
{
    // Two concurrent readers can break the engine's page cache (litedb-org/LiteDB issue 2817), so all callers take turns.
    private readonly TicketLock turns = new();
    private readonly LiteDbReopening files;

    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="reserve">Null if no room is kept.</param>
    /// <param name="watch">Is told of an upgrade. May be null.</param>
    /// <exception cref="ForeignStoreException">It is another store.</exception>
    public LiteDbEngine(
        string file,
        IReadOnlyList<Action<LiteDatabase>> migrations,
        StoreMetrics? metrics = null,
        Guid? expected = null,
        Reserve? reserve = null,
        IUpgradeWatch? watch = null)
        : this(file, migrations, RandomAccess.FlushToDisk, TimeProvider.System, metrics, expected, reserve, watch)
    {
    }

    /// <param name="sync">Returns when everything that was written to a file is on the disk.</param>
    internal LiteDbEngine(
        string file,
        IReadOnlyList<Action<LiteDatabase>> migrations,
        Action<SafeFileHandle> sync,
        TimeProvider clock,
        StoreMetrics? metrics = null,
        Guid? expected = null,
        Reserve? reserve = null,
        IUpgradeWatch? watch = null)
        : base(metrics, reserve)
    {
        DocumentUpgrade.Run(file, migrations, sync, expected, watch);
        files = new(file, migrations, turns, sync, clock, expected, reserve);
        StoreId = files.Current().StoreId;
        StartWriter(new Writer(files, turns));
    }

    public override string Name => StorageOptions.LiteDb;

    public override Guid StoreId { get; }

    public override void CopyTo(string file) => turns.Run(() =>
    {
        files.CopyTo(file);
        return 0;
    });

    // LiteDB overwrites what is deleted in a page. So only its log has older pages.
    public override bool EraseRemains() => BetweenTransactions(() =>
    {
        turns.Run(files.Current).Writer.FoldLog();
        return true;
    });

    protected override T Read<T>(Query<T> query)
    {
        try
        {
            return turns.Run(() => files.Current().Read(query));
        }
        catch (InsufficientStorageException e)
        {
            // LiteDB folds its log when it is opened again, so even a reader needs room then.
            throw new StoreUnavailableException(e);
        }
    }

    protected override void Close() => files.Dispose();

    /// <summary>Writes each transaction to the file that is open when it begins.</summary>
    private sealed class Writer(LiteDbReopening files, TicketLock turns) : IWriter
    {
        private LiteDbWriter? current;

        public void Begin()
        {
            current = null;
            current = turns.Run(files.Current).Writer;
            current.Begin();
        }

        public T Run<T>(Command<T> command) => current!.Run(command);

        public void Commit()
        {
            current!.Commit();
            turns.Run(() =>
            {
                files.Committed();
                return 0;
            });
        }

        // There is no transaction if the file could not be opened.
        public void Rollback() => current?.Rollback();

        public bool IsFullDisk(Exception failure)
        {
            if (current?.IsFullDisk(failure) is not true) return false;
            turns.Run(() => files.DiskIsFull = true);
            return true;
        }
    }
}

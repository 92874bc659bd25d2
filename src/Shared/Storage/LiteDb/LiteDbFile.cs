using LiteDB;
using LiteDB.Engine;
using Microsoft.Win32.SafeHandles;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>One opening of the store's file. It lasts until the server ends or the disk fails.</summary>
internal sealed class LiteDbFile : IDisposable
{
    // LiteDB's finalizer throws for a transaction whose commit was cut short, and an exception there ends the process.
    private static readonly List<LiteEngine> Abandoned = [];

    private readonly CommitLog log;
    private readonly LiteEngine engine;
    private readonly LiteDatabase database;

    /// <param name="keep">The length of the log that <see cref="Abandon"/> returned for the last opening. Null keeps all of it.</param>
    /// <param name="sync">Returns when everything that was written to a file is on the disk.</param>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="watch">Is told of migrations. May be null.</param>
    public LiteDbFile(
        string file,
        IReadOnlyList<Action<LiteDatabase>> migrations,
        TicketLock turns,
        long? keep,
        Action<SafeFileHandle> sync,
        Guid? expected,
        IUpgradeWatch? watch = null)
    {
        log = new CommitLog(CommitLog.FileOf(file), sync);
        try
        {
            log.CutTo(keep ?? log.Length);
            CutToPages(file);
            // The collation is binary because the default one would treat "A" and "a" as equal.
            engine = new LiteEngine(new EngineSettings { Filename = file, LogStream = log, Collation = Collation.Binary });
        }
        catch
        {
            log.Dispose();
            throw;
        }

        database = new LiteDatabase(engine);
        try
        {
            StoreId = DocumentMigrator.Migrate(database, migrations, expected, watch);
        }
        catch (Exception e)
        {
            // A step that was cut short must not be folded into the file.
            if (e is CannotStartException or ForeignStoreException) Dispose();
            else Abandon();
            throw;
        }

        Session = new DocumentSession(database);
        Writer = new LiteDbWriter(engine, Session, log, turns);
    }

    public Guid StoreId { get; }

    public DocumentSession Session { get; }

    public LiteDbWriter Writer { get; }

    /// <summary>True if the disk has failed. Nothing works any more then.</summary>
    public bool IsBroken => log.IsBroken;

    /// <summary>Runs a query. The caller has its turn.</summary>
    public T Read<T>(Query<T> query)
    {
        try
        {
            return query.Documents(Session);
        }
        catch (IOException)
        {
            // LiteDB closes itself when an operation meets a broken disk.
            log.Break();
            throw;
        }
    }

    /// <summary>Closes the files without writing anything. The caller has its turn.</summary>
    /// <returns>The length of the part of the log that the next opening keeps.</returns>
    public long Abandon()
    {
        var keep = log.Break();
        Dispose();
        return keep;
    }

    // A full disk can cut the last page of the file in two. The log has that page. LiteDB cuts the rest off, too, but it opens the file for itself
    // alone then. That fails while a backup reads the file, or while a process starts and still has what it inherited open.
    private static void CutToPages(string file)
    {
        if (!File.Exists(file)) return;
        using var data = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(data);
        var whole = length / CommitLog.PageSize * CommitLog.PageSize;
        if (whole < length) RandomAccess.SetLength(data, whole);
    }

    public void Dispose()
    {
        if (IsBroken) lock (Abandoned) Abandoned.Add(engine);
        database.Dispose();
        engine.Dispose();
        log.Dispose();
    }
}

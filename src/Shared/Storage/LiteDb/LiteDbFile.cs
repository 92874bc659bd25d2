using LiteDB;
using LiteDB.Engine;
using Microsoft.Win32.SafeHandles;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>One opening of the store's file. It lasts until the server ends or the disk fails.</summary>
internal sealed class LiteDbFile : IDisposable
{
    private const int PageSize = 8192;

    // LiteDB's finalizer throws for a transaction whose commit was cut short, and an exception there ends the process.
    private static readonly List<LiteEngine> Abandoned = [];

    private readonly CommitLog log;
    private readonly LiteEngine engine;
    private readonly LiteDatabase database;

    /// <param name="keep">The length of the log that <see cref="Abandon"/> returned for the last opening. Null keeps all of it.</param>
    /// <param name="sync">Returns when everything that was written to a file is on the disk.</param>
    public LiteDbFile(
        string file, IReadOnlyList<Action<LiteDatabase>> migrations, TicketLock turns, long? keep, Action<SafeFileHandle> sync)
    {
        // LiteDB treats a file shorter than one page as empty and would overwrite its content.
        if (new FileInfo(file) is { Exists: true, Length: > 0 and < PageSize })
        {
            throw new InvalidDataException("It is shorter than its first page.");
        }

        log = new CommitLog(Path.ChangeExtension(file, null) + "-log" + Path.GetExtension(file), sync);
        try
        {
            log.CutTo(keep ?? log.Length);
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
            DocumentMigrator.Migrate(database, migrations);
        }
        catch
        {
            Dispose();
            throw;
        }

        Session = new DocumentSession(database);
        Writer = new LiteDbWriter(engine, Session, log, turns);
    }

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
        lock (Abandoned) Abandoned.Add(engine);
        Dispose();
        return keep;
    }

    public void Dispose()
    {
        database.Dispose();
        engine.Dispose();
        log.Dispose();
    }
}

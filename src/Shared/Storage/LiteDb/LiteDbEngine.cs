using LiteDB;
using LiteDB.Engine;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Runs LiteDB 5.0.21 safely: with one writer, one caller inside at a time, and a log that is synced at each commit.
/// docs/decisions/0001 gives the reason for each.
/// </summary>
internal sealed class LiteDbEngine : SingleWriterEngine
{
    private const int PageSize = 8192;
    private readonly CommitLog log;
    private readonly LiteEngine engine;
    private readonly LiteDatabase database;
    private readonly DocumentSession session;

    // Two concurrent readers can break the engine's page cache (litedb-org/LiteDB issue 2817), so all callers take turns.
    private readonly TicketLock turns = new();

    public LiteDbEngine(string file, IReadOnlyList<Action<LiteDatabase>> migrations, StoreMetrics? metrics = null)
        : base(metrics)
    {
        // LiteDB treats a file shorter than one page as empty and would overwrite its content.
        if (new FileInfo(file) is { Exists: true, Length: > 0 and < PageSize })
        {
            throw new InvalidDataException("It is shorter than its first page.");
        }

        log = new CommitLog(Path.ChangeExtension(file, null) + "-log" + Path.GetExtension(file));
        try
        {
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
            session = new DocumentSession(database);
            StartWriter(new LiteDbWriter(engine, session, log, turns));
        }
        catch
        {
            Close();
            throw;
        }
    }

    public override string Name => StorageOptions.LiteDb;

    protected override T Read<T>(Query<T> query) => turns.Run(() => query.Documents(session));

    protected override void Close()
    {
        database.Dispose();
        engine.Dispose();
        log.Dispose();
    }
}

using LiteDB;
using LiteDB.Engine;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Runs LiteDB 5.0.21 so that it holds: one writer, one caller inside at a time, and a log that is synced at each commit.
/// docs/storage.md says what each is for.
/// </summary>
internal sealed class LiteDbEngine : SingleWriterEngine
{
    private const int PageSize = 8192;
    private readonly CommitLog log;
    private readonly LiteEngine engine;
    private readonly LiteDatabase database;
    private readonly DocumentSession session;

    // Two readers at once can break the engine's page cache (litedb-org/LiteDB issue 2817), so everything takes turns.
    private readonly TicketLock turns = new();

    public LiteDbEngine(string file, IReadOnlyList<Action<LiteDatabase>> migrations, StoreMetrics? metrics = null)
        : base(metrics)
    {
        // LiteDB takes a file of less than a page for an empty one, and would write over what is there.
        if (new FileInfo(file) is { Exists: true, Length: > 0 and < PageSize })
        {
            throw new InvalidDataException("It is shorter than its first page.");
        }

        log = new CommitLog(Path.ChangeExtension(file, null) + "-log" + Path.GetExtension(file));
        try
        {
            // Binary: the default collation would find "A" equal to "a".
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

using System.Globalization;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage.Upgrades;
using SQLitePCL;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Runs SQLite in WAL mode: readers see snapshots and never wait for the writer. <c>synchronous=FULL</c> syncs the log at every
/// commit. An acknowledged write therefore survives a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
/// </summary>
internal sealed class SqliteEngine : SingleWriterEngine
{
    /// <summary>
    /// The number of log pages (40 MB) after which SQLite copies its log into the file. SQLite's default is 1,000.
    /// The higher number causes fewer pauses and writes fewer pages twice.
    /// </summary>
    internal const int LogPages = 10_000;

    /// <summary>SQLITE_DBCONFIG_ENABLE_QPSG (https://sqlite.org/c3ref/c_dbconfig_defensive.html).</summary>
    private const int EnableStablePlans = 1007;

    private readonly string connection;
    private readonly SqliteDialect dialect;
    private readonly SqliteSession writing;
    private readonly SqliteReaders readers;
    private readonly SqliteRemains remains;

    static SqliteEngine()
    {
        // Two threads never use one session at once, so SQLite needs no lock for each column of each row
        // (https://sqlite.org/threadsafe.html). SQLite accepts the mode only before the first other call. After that it keeps its locks.
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <param name="migrations">The schema's steps; see <see cref="SchemaMigrations"/>.</param>
    /// <param name="joins">True if another process has the file open. This engine then neither creates nor migrates it.</param>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="reserve">Null if no room is kept.</param>
    /// <param name="watch">Is told of an upgrade. May be null.</param>
    /// <exception cref="ForeignStoreException">It is another store.</exception>
    public SqliteEngine(
        string file,
        IReadOnlyList<string> migrations,
        bool joins = false,
        StoreMetrics? metrics = null,
        Guid? expected = null,
        Reserve? reserve = null,
        IUpgradeWatch? watch = null)
        : base(metrics, reserve)
    {
        var mode = joins ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate;
        connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString();
        dialect = new SqliteDialect(file, migrations);
        readers = new SqliteReaders(Connect);
        remains = new SqliteRemains(file, Connect);
        writing = Connect();
        try
        {
            writing.ExecuteScript(string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {LogPages};"));
            StoreId = joins ? Migrator.Expect(writing, expected) : Migrator.Migrate(writing, expected, watch);
        }
        catch
        {
            writing.Dispose();
            throw;
        }

        StartWriter(new SqliteWriter(writing));
    }

    public override string Name => StorageOptions.Sqlite;

    public override Guid StoreId { get; }

    public override void TrimMemory() => readers.Trim();

    public override void CopyTo(string file)
    {
        using var session = Connect();
        try
        {
            session.CopyTo(file);
        }
        catch (SqliteException e) when (SqliteWriter.IsFull(e))
        {
            throw new InsufficientStorageException(e);
        }
    }

    public override bool EraseRemains()
    {
        remains.CopyLog();
        return BetweenTransactions(remains.EmptyLog)
            && remains.FindGaps().Chunk(SqliteRemains.MostGaps).All(pages => BetweenTransactions(() => remains.ClearGaps(pages)));
    }

    protected override T Read<T>(Query<T> query)
    {
        var session = readers.Take();
        try
        {
            session.BeginRead();
            var result = query.Sql(session).Now();
            session.Commit();
            readers.Return(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    protected override void Close()
    {
        readers.Dispose();
        writing.Dispose();
        remains.Dispose();
    }

    private SqliteSession Connect()
    {
        var opened = new SqliteConnection(connection);
        opened.Open();
        // Without this setting, SQLite plans a statement anew for each value of its LIMIT (https://sqlite.org/queryplanner-ng.html#qpstab).
        _ = raw.sqlite3_db_config(opened.Handle, EnableStablePlans, 1, out _);
        var session = new SqliteSession(opened, dialect);
        session.ExecuteScript("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON;");
        return session;
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// SQLite in WAL mode: readers see snapshots and never wait for the writer. <c>synchronous=FULL</c> syncs the log at every commit,
/// so an acknowledged write survives a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
/// </summary>
internal sealed class SqliteEngine : IEngine
{
    /// <summary>The log is folded into the file after so many pages (40 MB) rather than SQLite's 1,000: fewer pauses, less written twice.</summary>
    internal const int LogPages = 10_000;

    /// <summary>
    /// Up to so many KiB of pages stay in the memory of each session that reads, where SQLite keeps 2,000: what a hundred people read again and again is not read
    /// from the file each time (docs/performance-experiments.md).
    /// </summary>
    private const int ReaderCache = 8_000;

    /// <summary>SQLITE_DBCONFIG_ENABLE_QPSG (https://sqlite.org/c3ref/c_dbconfig_defensive.html).</summary>
    private const int EnableStablePlans = 1007;

    private readonly string connectionString;
    private readonly SqliteDialect dialect;
    private readonly SqlSession writing;
    private readonly ConcurrentBag<SqlSession> idle = [];

    static SqliteEngine()
    {
        // Of the threading modes the one for who never uses a connection from two threads at once (https://sqlite.org/threadsafe.html): a session never is, and
        // each column of each row would take a lock. It can only be chosen before anything else is asked of SQLite; if something was, all works as before.
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <param name="joins">True where another process has the file open: then it is neither made nor migrated.</param>
    public SqliteEngine(string file, IReadOnlyList<string> migrations, bool joins = false)
    {
        var mode = joins ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate;
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString();
        dialect = new SqliteDialect(file, migrations);
        writing = Connect();
        try
        {
            writing.ExecuteScript(string.Create(
                CultureInfo.InvariantCulture, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {LogPages};"));
            if (joins) Migrator.Expect(writing);
            else Migrator.Migrate(writing);
        }
        catch
        {
            writing.Dispose();
            throw;
        }

        Writer = new SqlWriter(writing);
    }

    public string Name => StorageOptions.Sqlite;

    public IWriter Writer { get; }

    public T Read<T>(Query<T> query)
    {
        // A session a running read: as many as threads read at once, kept for the next ones with their statements prepared.
        if (!idle.TryTake(out var session)) session = ConnectReader();
        try
        {
            session.Begin(dialect.BeginRead);
            var result = query.Sql(session);
            session.Commit();
            idle.Add(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var session)) session.Dispose();
        writing.Dispose();
    }

    private SqlSession ConnectReader()
    {
        var session = Connect();
        session.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{ReaderCache};"));
        return session;
    }

    private SqlSession Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        // Or a statement with a parameter for its LIMIT is planned anew for each value (https://sqlite.org/queryplanner-ng.html#qpstab).
        _ = raw.sqlite3_db_config(connection.Handle, EnableStablePlans, 1, out _);
        var session = new SqlSession(connection, dialect);
        session.ExecuteScript("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;");
        return session;
    }
}

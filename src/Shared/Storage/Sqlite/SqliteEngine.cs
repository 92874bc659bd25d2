using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
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

    private readonly string connectionString;
    private readonly SqliteDialect dialect;
    private readonly SqlSession writing;
    private readonly ConcurrentBag<SqlSession> idle = [];

    /// <param name="joins">True where another process has the file open: then it is neither made nor migrated.</param>
    public SqliteEngine(string file, bool joins = false)
    {
        var mode = joins ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate;
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString();
        dialect = new SqliteDialect(file);
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
        if (!idle.TryTake(out var session)) session = Connect();
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

    private SqlSession Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        var session = new SqlSession(connection, dialect);
        session.ExecuteScript("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;");
        return session;
    }
}

using System.Collections.Concurrent;
using System.Globalization;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Keeps the sessions that read. A query takes one while it runs, so all threads that ask can run queries at once. Idle sessions keep
/// their prepared statements and their cached pages. Any thread can call every member.
/// </summary>
/// <param name="connect">Opens a new session.</param>
internal sealed class SqliteReaders(Func<SqliteSession> connect) : IDisposable
{
    /// <summary>
    /// The cache of one session in KiB. SQLite's own default is 2,000. The cache holds the pages that a hundred users read again and again
    /// (docs/performance-experiments.md).
    /// </summary>
    private const int CacheSize = 8_000;

    private readonly ConcurrentBag<SqliteSession> idle = [];
    private int count;

    /// <summary>
    /// The maximum number of idle sessions to keep. A taken session works and waits for nothing, so queries rarely take more than two
    /// per processor at once.
    /// </summary>
    public static int Limit => Math.Max(4, 2 * Environment.ProcessorCount);

    /// <summary>The number of idle sessions.</summary>
    public int Count => Volatile.Read(ref count);

    public SqliteSession Take()
    {
        if (idle.TryTake(out var session))
        {
            Interlocked.Decrement(ref count);
            return session;
        }

        session = connect();
        session.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{CacheSize};"));
        return session;
    }

    /// <summary>Takes a session back. It must be outside a transaction.</summary>
    public void Return(SqliteSession session)
    {
        if (Interlocked.Increment(ref count) <= Limit)
        {
            idle.Add(session);
            return;
        }

        Interlocked.Decrement(ref count);
        session.Dispose();
    }

    /// <summary>Closes all idle sessions.</summary>
    public void Trim()
    {
        while (idle.TryTake(out var session))
        {
            Interlocked.Decrement(ref count);
            session.Dispose();
        }
    }

    public void Dispose() => Trim();
}

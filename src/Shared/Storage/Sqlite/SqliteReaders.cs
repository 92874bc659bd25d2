using System.Collections.Concurrent;
using System.Globalization;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// The sessions that read. A query takes one for as long as it runs, so that as many queries run at once as threads ask. Idle sessions are kept
/// with their prepared statements and their cached pages. Every member can be called from any thread.
/// </summary>
/// <param name="connect">Opens a new session.</param>
internal sealed class SqliteReaders(Func<SqlSession> connect) : IDisposable
{
    /// <summary>The cache of one session in KiB; SQLite's own default is 2,000. It holds what a hundred users read again and again (docs/performance.md).</summary>
    private const int CacheSize = 8_000;

    private readonly ConcurrentBag<SqlSession> idle = [];
    private int count;

    /// <summary>
    /// The most idle sessions that are kept. A session works while it is taken and waits for nothing, so more than two per processor are rarely
    /// taken at once.
    /// </summary>
    public static int Limit => Math.Max(4, 2 * Environment.ProcessorCount);

    /// <summary>The number of idle sessions.</summary>
    public int Count => Volatile.Read(ref count);

    public SqlSession Take()
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

    /// <summary>Takes a session back, outside a transaction.</summary>
    public void Return(SqlSession session)
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

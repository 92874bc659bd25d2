namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Removes what deleted rows leave in the files of an open store. SQLite overwrites a deleted row in its page (<c>secure_delete</c>), but
/// its log keeps older pages, and a page that it rearranges keeps bytes of rows in its unused part.
/// </summary>
/// <param name="connect">Opens a new session. The writer's own one would keep old pages in its cache.</param>
internal sealed class SqliteRemains(string file, Func<SqliteSession> connect) : IDisposable
{
    /// <summary>The number of pages to clear at once. It bounds the time for which the writer waits.</summary>
    public const int MostGaps = 1_000;

    private readonly PageGaps gaps = new(file);

    /// <summary>Copies the log into the file, as far as no reader is in the way.</summary>
    public void CopyLog()
    {
        using var session = connect();
        session.Prepare("PRAGMA wal_checkpoint(PASSIVE)").NumberAsync().Now();
    }

    /// <summary>Empties the log. Call it between two transactions of the writer.</summary>
    /// <returns>False if a reader or another process needs the log.</returns>
    public bool EmptyLog()
    {
        using var session = connect();
        session.ExecuteScript("PRAGMA busy_timeout = 100;");
        return session.Prepare("PRAGMA wal_checkpoint(TRUNCATE)").NumberAsync().Now() == 0;
    }

    /// <summary>Returns the pages with bytes in their unused parts. The log must be empty.</summary>
    public List<long> FindGaps() => gaps.Find();

    /// <summary>Clears the unused parts of pages. Call it between two transactions of the writer.</summary>
    /// <returns>False if a reader or another process was in the way.</returns>
    public bool ClearGaps(long[] pages)
    {
        if (!EmptyLog()) return false;
        using var session = connect();
        // No page of the file is written meanwhile: a commit needs this lock, and an empty log has nothing to copy into the file.
        session.BeginWrite();
        try
        {
            if (StoreDamage.HasContent(SqliteDamage.LogOf(file))) return false;
            gaps.Clear(pages);
            return true;
        }
        finally
        {
            session.Rollback();
        }
    }

    public void Dispose() => gaps.Dispose();
}

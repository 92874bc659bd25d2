using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Takes the terms of deleted messages out of SQLite's index of words. FTS5 only notes that a row is gone. The terms leave the file when
/// the part of the index that has them is written anew (https://sqlite.org/fts5.html#the_merge_command).
/// </summary>
internal static class SearchRemains
{
    /// <summary>The number of pages of the index that one step writes: about a megabyte.</summary>
    public const int StepPages = 250;

    /// <summary>
    /// Leaves terms of deleted messages to <see cref="MergeTerms"/>. FTS5 would merge parts of the index after a tenth of their rows is gone, in
    /// the transaction that deletes: half a second at a time.
    /// </summary>
    public static readonly SqlText LeaveDeletedTerms = new(
        """
        INSERT INTO search_terms (search_terms, rank) SELECT 'deletemerge', 0
        WHERE NOT EXISTS (SELECT 1 FROM search_terms_config WHERE k = 'deletemerge')
        """,
        "DELETE FROM search_terms WHERE false");

    /// <summary>The size of a page of the index in bytes, nearly.</summary>
    public const int PageBytes = 4096;

    // FTS5 notes deleted rows under ids above all others of this table (fts5_index.c).
    private static readonly SqlText Any = Sqlite("SELECT 1 FROM search_terms_data WHERE id >= 1 << 53 LIMIT 1");

    // A negative number makes all parts of the index one merge. A positive one goes on with it.
    private static readonly SqlText Begin = Sqlite($"INSERT INTO search_terms (search_terms, rank) VALUES ('merge', -{StepPages})");
    private static readonly SqlText Continue = Sqlite($"INSERT INTO search_terms (search_terms, rank) VALUES ('merge', {StepPages})");
    private static readonly SqlText Changes = Sqlite("SELECT total_changes()");
    private static readonly SqlText Bytes = Sqlite("SELECT coalesce(sum(length(block)), 0) FROM search_terms_data");

    /// <summary>Returns true if the index has terms of deleted messages.</summary>
    public static ValueTask<bool> HasDeletedTerms(this SqlSession db) => db.Prepare(Any).AnyAsync();

    /// <summary>Returns the size of the index in bytes. It reads all of the index.</summary>
    public static async ValueTask<long> SizeOfTerms(this SqlSession db) => await db.Prepare(Bytes).NumberAsync() ?? 0;

    /// <summary>Writes some pages of the index anew.</summary>
    /// <param name="begins">True for the first of many steps.</param>
    /// <returns>False if nothing is left to write.</returns>
    public static async ValueTask<bool> MergeTerms(this SqlSession db, bool begins)
    {
        var before = await db.Prepare(Changes).NumberAsync();
        await db.Prepare(begins ? Begin : Continue).ExecuteAsync();
        // A merge that finds nothing to do changes less than two rows.
        return await db.Prepare(Changes).NumberAsync() - before > 1;
    }

    // PostgreSQL has no such index.
    private static SqlText Sqlite(string text) => new(text, "SELECT 0 WHERE false");
}

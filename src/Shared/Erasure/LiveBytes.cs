using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Tells how large a SQLite store is without its free pages, and how large its index of words is if it has terms of deleted messages.
/// </summary>
internal sealed class LiveBytes : Query<(long All, long Terms)?>
{
    private const string Live = """
        SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size
        """;

    internal override async ValueTask<(long All, long Terms)?> Sql(SqlSession db) => (
        await db.Prepare(Live).NumberAsync() ?? 0,
        await db.HasDeletedTerms() ? await db.SizeOfTerms() : 0);

    // LiteDB does not tell.
    internal override (long All, long Terms)? Documents(DocumentSession db) => null;
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Audit;

/// <summary>Returns the newest entries of the chain below a number, the newest first.</summary>
internal sealed class PageOfEntries(long below, int limit) : Query<List<SealedEntry>>
{
    internal override ValueTask<List<SealedEntry>> Sql(SqlSession db) => db.SealedBelow(below, limit);

    internal override List<SealedEntry> Documents(DocumentSession db) => db.SealedBelow(below, limit);
}

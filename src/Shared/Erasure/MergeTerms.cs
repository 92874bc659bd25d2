using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Writes a part of SQLite's index of words anew, without the terms of deleted messages. Returns false if nothing is left to write.
/// </summary>
/// <param name="begins">True for the first step. It does nothing if no message was deleted.</param>
internal sealed class MergeTerms(bool begins) : Command<bool>
{
    internal override Guid Key => Guid.Empty;

    internal override async ValueTask<bool> Sql(SqlSession db) =>
        (!begins || await db.HasDeletedTerms()) && await db.MergeTerms(begins);

    // A section loses the terms with the message.
    internal override bool Documents(DocumentSession db) => false;
}

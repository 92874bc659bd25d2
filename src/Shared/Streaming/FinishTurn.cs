using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// Stores the answer, if there is one, ends the generation and bumps the conversation, all at once. The title is not touched.
/// False, with nothing written, where the conversation was deleted in the meantime.
/// </summary>
public sealed class FinishTurn(Guid conversationId, Guid turnId, string status, Message? answer, DateTime now) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        if (!db.Touch(conversationId, now)) return false;

        if (answer is not null) db.Add(answer);
        db.EndGeneration(turnId, status, now);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        if (!db.Touch(conversationId, now)) return false;

        if (answer is not null) db.Add(answer);
        db.EndGeneration(turnId, status, now);
        return true;
    }
}

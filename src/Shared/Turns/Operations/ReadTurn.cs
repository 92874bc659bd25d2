using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <param name="Answer">The one that stands; null if there is none.</param>
internal sealed record StoredTurn(TurnRecord Turn, Message Question, Message? Answer);

/// <summary>A turn as stored, by the id of its user message; null where there is none in a conversation of this user's with that id.</summary>
internal sealed class ReadTurn(Guid userId, Guid conversationId, Guid turnId) : Query<StoredTurn?>
{
    internal override StoredTurn? Sql(SqlSession db)
    {
        if (db.OwnTurn(userId, conversationId, turnId) is not { } turn) return null;
        var question = db.FindMessage(turnId)!;
        return new(turn, question, db.FindAnswer(question));
    }

    internal override StoredTurn? Documents(DocumentSession db)
    {
        if (db.OwnTurn(userId, conversationId, turnId) is not { } turn) return null;
        var question = db.FindMessage(turnId)!;
        return new(turn, question, db.FindAnswer(question));
    }
}

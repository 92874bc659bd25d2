using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <param name="Answer">The turn's answer now. Null if it has none.</param>
internal sealed record StoredTurn(TurnRecord Turn, Message Question, Message? Answer);

/// <summary>Reads a turn with its messages by its user message's id. Returns null if this user's conversation has no such turn.</summary>
internal sealed class ReadTurn(Guid userId, Guid conversationId, Guid turnId) : TableQuery<StoredTurn?>
{
    protected override async ValueTask<StoredTurn?> ReadAsync(ITableReader db)
    {
        if (await db.FindTurn(userId, conversationId, turnId) is not { } turn) return null;
        var question = (await db.FindMessage(turnId))!;
        return new(turn, question, await db.FindAnswer(question));
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Messages.GetContext;

/// <param name="Before">The ids of the messages that the turn follows, oldest first.</param>
internal sealed record TurnContext(TurnRecord Turn, IReadOnlyList<Guid> Before);

/// <summary>Returns a turn and the messages before it, or null if this user has no such turn.</summary>
internal sealed class ReadContext(Guid userId, Guid conversationId, Guid turnId) : TableQuery<TurnContext?>
{
    protected override async ValueTask<TurnContext?> ReadAsync(ITableReader db)
    {
        var (turn, tree) = await Reads.TogetherAsync(db.FindTurn(userId, conversationId, turnId), db.ReadTree(conversationId));
        if (turn is null || tree.Find(turnId) is not { } step) return null;
        return new(turn, [.. tree.PathTo(step.Question).SelectMany(before => tree.MessagesOf(before))]);
    }
}

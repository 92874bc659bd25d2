using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.GetInstructions;

/// <param name="Instructions">Null if the conversation has none.</param>
internal sealed record InstructionsFound(Instructions? Instructions);

/// <summary>Reads a conversation's instructions. Returns null if this user has no such conversation.</summary>
internal sealed class ReadInstructions(Guid userId, Guid conversationId) : TableQuery<InstructionsFound?>
{
    protected override async ValueTask<InstructionsFound?> ReadAsync(ITableReader db)
    {
        var (own, instructions) = await Reads.TogetherAsync(
            db.FindConversation(userId, conversationId), db.FindInstructions(conversationId));
        return own is null ? null : new(instructions);
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Conversations.SetInstructions;

/// <summary>Stores a conversation's instructions in place of its earlier ones; false if this user has no such conversation.</summary>
internal sealed class StoreInstructions(Guid userId, Guid conversationId, Instructions instructions) : TableCommand<Conversation?, bool>
{
    internal override Guid Key => conversationId;

    internal override ValueTask<Conversation?> LookAsync(ITableReader db) => db.FindConversation(userId, conversationId);

    internal override bool Decide(Conversation? seen, ITableWriter writes)
    {
        if (seen is null) return false;
        writes.SetInstructions(conversationId, instructions);
        return true;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Conversations.DeleteInstructions;

/// <summary>Removes a conversation's instructions if it has any; false if this user has no such conversation.</summary>
internal sealed class RemoveInstructions(Guid userId, Guid conversationId) : TableCommand<Conversation?, bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal override ValueTask<Conversation?> LookAsync(ITableReader db) => db.FindConversation(userId, conversationId);

    internal override bool Decide(Conversation? seen, ITableWriter writes)
    {
        if (seen is null) return false;
        writes.RemoveInstructions(conversationId);
        return true;
    }
}

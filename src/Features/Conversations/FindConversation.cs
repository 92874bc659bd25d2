using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Conversations;

/// <summary>Finds a conversation of this user's; null if there is none.</summary>
internal sealed class FindConversation(Guid userId, Guid conversationId) : TableQuery<Conversation?>
{
    protected override ValueTask<Conversation?> ReadAsync(ITableReader db) => db.FindConversation(userId, conversationId);
}

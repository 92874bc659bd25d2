using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>Returns a user's conversations that have not changed since a moment.</summary>
internal sealed class ReadOldConversations(Guid userId, ConversationFilter filter, DateTime since, int limit)
    : TableQuery<List<Conversation>>
{
    protected override ValueTask<List<Conversation>> ReadAsync(ITableReader db) =>
        db.NewestBelow(userId, filter, since, Guid.Empty, limit);
}

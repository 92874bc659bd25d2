using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations;

/// <summary>The owner-checked lookup: the conversation, or null where there is none of this user's.</summary>
public sealed class FindConversation(Guid userId, Guid conversationId) : Query<Conversation?>
{
    internal override Conversation? Sql(SqlSession db) => db.OwnConversation(userId, conversationId);

    internal override Conversation? Documents(DocumentSession db) => db.OwnConversation(userId, conversationId);
}

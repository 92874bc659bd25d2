using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations;

/// <summary>Returns the conversation, or null if this user has no such conversation.</summary>
internal sealed class FindConversation(Guid userId, Guid conversationId) : Query<Conversation?>
{
    internal override Conversation? Sql(SqlSession db) => db.OwnConversation(userId, conversationId);

    internal override Conversation? Documents(DocumentSession db) => db.OwnConversation(userId, conversationId);
}

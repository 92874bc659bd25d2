using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Mappings;

/// <summary>The one place that says whose a conversation is. Somebody else's and a missing one look the same to every caller: null.</summary>
internal static class Ownership
{
    public static Conversation? OwnConversation(this SqlSession db, Guid userId, Guid conversationId) => db
        .Prepare($"SELECT {ConversationMapping.Columns} FROM conversations WHERE id = @id AND user_id = @user")
        .Set("@id", conversationId)
        .Set("@user", userId)
        .One(ConversationMapping.Read);

    public static Conversation? OwnConversation(this DocumentSession db, Guid userId, Guid conversationId) =>
        db.Conversations.Find(conversationId) is { } found && ConversationMapping.Read(found) is var conversation && conversation.UserId == userId
            ? conversation
            : null;
}

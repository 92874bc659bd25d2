using LiteDB;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Mappings;

/// <summary>The one place that says whose a conversation is. Somebody else's and a missing one look the same to every caller.</summary>
internal static class Ownership
{
    public static bool OwnsConversation(this SqlSession db, Guid userId, Guid conversationId) => db
        .Prepare("SELECT 1 FROM conversations WHERE id = @id AND user_id = @user")
        .Set("@id", conversationId)
        .Set("@user", userId)
        .Any();

    public static BsonDocument? OwnConversation(this DocumentSession db, Guid userId, Guid conversationId) =>
        db.Conversations.Find(conversationId) is { } found && found["user_id"].AsGuid == userId ? found : null;
}

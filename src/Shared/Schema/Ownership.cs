using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Reads conversations and turns through their owner. Callers get null for a missing conversation and for another user's, so they cannot
/// tell them apart. A statement that does not come through here names the user itself; OwnershipTests tries every route.
/// </summary>
internal static class Ownership
{
    public static ValueTask<Conversation?> OwnConversation(this SqlSession db, Guid userId, Guid conversationId) => db
        .Prepare($"SELECT {ConversationMapping.Columns} FROM conversations WHERE id = @id AND user_id = @user")
        .Set("@id", conversationId)
        .Set("@user", userId)
        .OneAsync(ConversationMapping.Read);

    public static Conversation? OwnConversation(this DocumentSession db, Guid userId, Guid conversationId) =>
        db.Conversations.Find(conversationId) is { } found
        && ConversationMapping.Read(found) is var conversation && conversation.UserId == userId
            ? conversation
            : null;

    /// <summary>Makes the same check for callers that need only the messages.</summary>
    public static ValueTask<bool> Owns(this SqlSession db, Guid userId, Guid conversationId) => db
        .Prepare("SELECT 1 FROM conversations WHERE id = @id AND user_id = @user")
        .Set("@id", conversationId)
        .Set("@user", userId)
        .AnyAsync();

    /// <summary>Finds a turn by its user message, in a conversation of this user.</summary>
    public static async ValueTask<TurnRecord?> OwnTurn(this SqlSession db, Guid userId, Guid conversationId, Guid turnId)
    {
        var (own, turn) = await Reads.TogetherAsync(db.OwnConversation(userId, conversationId), db.FindTurn(turnId));
        return own is not null && turn?.ConversationId == conversationId ? turn : null;
    }

    public static TurnRecord? OwnTurn(this DocumentSession db, Guid userId, Guid conversationId, Guid turnId) =>
        db.OwnConversation(userId, conversationId) is not null
        && db.FindTurn(turnId) is { } turn && turn.ConversationId == conversationId
            ? turn
            : null;

    /// <summary>
    /// Returns the owner of an existing conversation, in the trash or not. It serves the server's own work, without a user's request.
    /// </summary>
    public static async ValueTask<Guid> FindOwner(this SqlSession db, Guid conversationId) =>
        (await db.Prepare($"SELECT {TrashMapping.Owner} FROM conversations c WHERE c.id = @id")
            .Set("@id", conversationId)
            .AllAsync(row => row.Guid(0))).Single();

    public static Guid FindOwner(this DocumentSession db, Guid conversationId) =>
        (db.Conversations.Find(conversationId) ?? db.Trash.Find(conversationId))!["user_id"].AsGuid;
}

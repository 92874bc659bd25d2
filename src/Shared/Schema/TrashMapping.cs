using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Keeps the trash. Nothing that looks for a user's conversation finds one in there, and no statement has to leave it out
/// (docs/decisions/0049). On SQL engines its row stays where it is and has no owner any more: the table <c>trash</c> names the user. On
/// document engines its document moves to another collection. Its contents stay in their places, so both ways cost the same for any length.
/// </summary>
internal static class TrashMapping
{
    /// <summary>Names the index that has a user's trash in the order of the deletions.</summary>
    public const string InOrder = "in_order";

    /// <summary>The field with the time of the deletion.</summary>
    public const string DeletedAt = "deleted_at";

    /// <summary>The owner of the conversation in a row with the alias <c>c</c>, in the trash or not.</summary>
    public const string Owner = "COALESCE(c.user_id, (SELECT user_id FROM trash WHERE conversation_id = c.id))";

    private static readonly string Columns = string.Join(
        ", ", ConversationMapping.Columns.Split(", ").Select(name => name == "user_id" ? "t.user_id" : $"c.{name}").Append("t.deleted_at"));

    private static readonly SqlText One = Rows("AND t.conversation_id = @id AND t.user_id = @user");

    private static readonly SqlText Below = Rows("""
        AND t.user_id = @user AND (t.deleted_at, t.conversation_id) < (@deleted, @id)
        ORDER BY t.deleted_at DESC, t.conversation_id DESC LIMIT @limit
        """);

    private static readonly SqlText Oldest = Rows("ORDER BY t.deleted_at LIMIT @limit");

    /// <summary>Returns a statement for rows that <see cref="Read(Row)"/> reads. CROSS JOIN lets SQLite begin with the trash.</summary>
    /// <param name="which">More conditions, the order and the limit.</param>
    public static SqlText Rows(string which)
    {
        var text = $"SELECT {Columns} FROM trash t CROSS JOIN conversations c WHERE c.id = t.conversation_id {which}";
        return new(text, text);
    }

    public static TrashedConversation Read(Row row) => new(ConversationMapping.Read(row), row.Time(ConversationMapping.Count));

    public static TrashedConversation Read(BsonDocument document) => new(ConversationMapping.Read(document), document.Time(DeletedAt));

    public static ValueTask<TrashedConversation?> FindTrashed(this SqlSession db, Guid userId, Guid conversationId) => db
        .Prepare(One)
        .Set("@id", conversationId)
        .Set("@user", userId)
        .OneAsync(Read);

    public static TrashedConversation? FindTrashed(this DocumentSession db, Guid userId, Guid conversationId) =>
        db.Trash.Find(conversationId) is { } found && Read(found) is var trashed && trashed.Conversation.UserId == userId ? trashed : null;

    /// <summary>Returns what a user deleted before a moment, the newest deletion first.</summary>
    public static ValueTask<List<TrashedConversation>> TrashBelow(
        this SqlSession db, Guid userId, DateTime deletedAt, Guid id, int limit) => db
        .Prepare(Below)
        .Set("@user", userId)
        .Set("@deleted", deletedAt)
        .Set("@id", id)
        .Set("@limit", limit)
        .AllAsync(Read);

    public static List<TrashedConversation> TrashBelow(this DocumentSession db, Guid userId, DateTime deletedAt, Guid id, int limit) =>
        db.Trash.Descending(
            InOrder,
            Keys.Of(userId, DateTime.UnixEpoch, Guid.Empty),
            Keys.Before(Keys.Of(userId, deletedAt, id)),
            limit,
            Read);

    /// <summary>Returns what any user deleted first.</summary>
    public static ValueTask<List<TrashedConversation>> OldestTrash(this SqlSession db, int limit) =>
        db.Prepare(Oldest).Set("@limit", limit).AllAsync(Read);

    public static List<TrashedConversation> OldestTrash(this DocumentSession db, int limit) =>
        db.Trash.Ascending(DeletedAt, 0L, limit, Read);

    /// <summary>Moves a conversation to its owner's trash.</summary>
    public static void MoveToTrash(this SqlSession db, Conversation own, DateTime now)
    {
        db.Write(db.SetOwner(own.Id, userId: null));
        db.Write(db.AddToTrash(own, now));
    }

    public static void MoveToTrash(this DocumentSession db, Conversation own, DateTime now)
    {
        db.Remove(own);
        db.Add(new TrashedConversation(own, now));
    }

    /// <summary>Stores the row of a conversation that is in the trash.</summary>
    public static void Add(this SqlSession db, TrashedConversation trashed)
    {
        db.Write(db.Add(trashed.Conversation));
        db.MoveToTrash(trashed.Conversation, trashed.DeletedAt);
    }

    public static void Add(this DocumentSession db, TrashedConversation trashed)
    {
        var own = trashed.Conversation;
        var document = ConversationMapping.Write(own);
        document[DeletedAt] = Microseconds.From(trashed.DeletedAt);
        document[InOrder] = Keys.Of(own.UserId, trashed.DeletedAt, own.Id);
        db.Trash.Insert(document);
    }

    /// <summary>Gives a conversation in the trash back to its owner.</summary>
    public static void Restore(this SqlSession db, TrashedConversation trashed)
    {
        var own = trashed.Conversation;
        db.Write(db.RemoveFromTrash(own.Id));
        db.Write(db.SetOwner(own.Id, own.UserId));
    }

    public static void Restore(this DocumentSession db, TrashedConversation trashed)
    {
        db.Trash.Delete(trashed.Conversation.Id);
        db.Add(trashed.Conversation);
    }

    public static ValueTask<int> RemoveFromTrash(this SqlSession db, Guid conversationId) =>
        db.Prepare("DELETE FROM trash WHERE conversation_id = @id").Set("@id", conversationId).ExecuteAsync();

    private static ValueTask<int> SetOwner(this SqlSession db, Guid conversationId, Guid? userId) => db
        .Prepare("UPDATE conversations SET user_id = @user WHERE id = @id")
        .Set("@user", userId)
        .Set("@id", conversationId)
        .ExecuteAsync();

    private static ValueTask<int> AddToTrash(this SqlSession db, Conversation own, DateTime now) => db
        .Prepare("INSERT INTO trash (conversation_id, user_id, deleted_at) VALUES (@id, @user, @now)")
        .Set("@id", own.Id)
        .Set("@user", own.UserId)
        .Set("@now", now)
        .ExecuteAsync();
}

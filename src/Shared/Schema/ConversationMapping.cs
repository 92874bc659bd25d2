using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class ConversationMapping
{
    public const string Columns = "id, user_id, title, model_tag, created_at, updated_at, pinned, archived";

    /// <summary>The number of the column in <see cref="Columns"/>.</summary>
    public const int Id = 0;

    /// <summary>The number of the column in <see cref="Columns"/>.</summary>
    public const int UpdatedAt = 5;

    /// <inheritdoc cref="UpdatedAt"/>
    public const int Pinned = 6;

    /// <summary>The number of the column in <see cref="Columns"/>. It says in which list a conversation is.</summary>
    public const int Archived = 7;

    /// <summary>The value of the column of temporary conversations, as statements have it. Lists have 0 and 1.</summary>
    public const string IsTemporary = "archived = 2";

    /// <summary>Selects what lists have.</summary>
    public const string IsListed = "archived < 2";

    private const int TemporaryShelf = 2;

    /// <summary>The number of <see cref="Columns"/>. A row with more of them has the next one there.</summary>
    public const int Count = 8;

    /// <summary>
    /// The time of a change at <c>@now</c>. The clock of a node can be behind, or be set back. A conversation never moves down in a list.
    /// </summary>
    public const string Changed = "CASE WHEN updated_at < @now THEN @now ELSE updated_at END";

    /// <inheritdoc cref="Changed"/>
    public static DateTime ChangedAt(this Conversation before, DateTime now) => before.UpdatedAt < now ? now : before.UpdatedAt;

    public static Conversation Read(Row row) => new(
        row.Guid(Id),
        row.Guid(1),
        row.Text(2),
        row.InternedText(3),
        row.Time(4),
        row.Time(UpdatedAt),
        row.Int(Pinned) == 1,
        row.Int(Archived) == 1,
        row.Int(Archived) == TemporaryShelf);

    /// <summary>Stores a new conversation. <see cref="ConversationBuckets"/> does it for document engines.</summary>
    public static ValueTask<int> Add(this SqlSession db, Conversation conversation) => db
        .Prepare($"INSERT INTO conversations ({Columns}) VALUES (@id, @user, @title, @model, @created, @updated, @pinned, @archived)")
        .Set("@id", conversation.Id)
        .Set("@user", conversation.UserId)
        .Set("@title", conversation.Title)
        .Set("@model", conversation.ModelTag)
        .Set("@created", conversation.CreatedAt)
        .Set("@updated", conversation.UpdatedAt)
        .Set("@pinned", conversation.IsPinned ? 1 : 0)
        .Set("@archived", conversation.IsTemporary ? TemporaryShelf : conversation.IsArchived ? 1 : 0)
        .ExecuteAsync();

    // A turn may end after its conversation was moved to the trash, which then stays as it was.
    public static ValueTask<int> Touch(this SqlSession db, Guid conversationId, DateTime now) => db
        .Prepare($"UPDATE conversations SET updated_at = {Changed} WHERE id = @id AND user_id IS NOT NULL")
        .Set("@now", now)
        .Set("@id", conversationId)
        .ExecuteAsync();

    public static void Touch(this DocumentSession db, Guid conversationId, DateTime now)
    {
        if (db.Conversations.Find(conversationId) is not { } found) return;
        var before = Read(found);
        db.Change(before, before with { UpdatedAt = before.ChangedAt(now) });
    }

    public static Conversation Read(BsonDocument document) => new(
        document.Id(),
        document["user_id"].AsGuid,
        document["title"].AsString,
        document["model_tag"].AsString,
        document.Time("created_at"),
        document.Time("updated_at"),
        HasMark(document, "pinned"),
        HasMark(document, "archived"),
        HasMark(document, "temporary"));

    public static BsonDocument Write(Conversation conversation)
    {
        var document = new BsonDocument
        {
            ["_id"] = conversation.Id,
            ["user_id"] = conversation.UserId,
            ["title"] = conversation.Title,
            ["model_tag"] = conversation.ModelTag,
            ["created_at"] = Microseconds.From(conversation.CreatedAt),
            ["updated_at"] = Microseconds.From(conversation.UpdatedAt),
            ["pinned"] = conversation.IsPinned ? true : null,
            ["archived"] = conversation.IsArchived ? true : null,
        };
        if (conversation.IsTemporary) document["temporary"] = true;
        return document;
    }

    /// <summary>Returns the temporary conversations of all users that have not changed for the longest time.</summary>
    public static ValueTask<List<Conversation>> OldestTemporary(this SqlSession db, int limit) => db
        .Prepare($"SELECT {Columns} FROM conversations WHERE {IsTemporary} AND user_id IS NOT NULL ORDER BY updated_at LIMIT @limit")
        .Set("@limit", limit)
        .AllAsync(Read);

    private static bool HasMark(BsonDocument document, string field) => document[field].AsNullable(mark => mark.AsBoolean) ?? false;
}

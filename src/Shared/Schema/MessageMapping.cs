using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class MessageMapping
{
    /// <summary>The columns that a list of messages needs, and the own count.</summary>
    public const string ListColumns =
        "id, conversation_id, sequence, role, content, token_count, model_tag, inference_time_ms, created_at, own_tokens";

    public const string Columns = ListColumns + ", parent, parent_attempt, active";

    /// <summary>Selects the messages of the active path.</summary>
    public const string OnPath = "active = 1";

    /// <summary>The number of the column in <see cref="Columns"/>.</summary>
    public const int Sequence = 2;

    /// <summary>Stores a message without its words. If there is no such conversation, it stores nothing or fails.</summary>
    public static readonly SqlText Insert = MessageKey.Text(key => $"""
        INSERT INTO messages ({key.FirstColumns}{Columns}, indexed)
        SELECT {key.FirstValues}@id, @conversation, @sequence, @role, @content, @tokens, @model, @inference, @created, @own, @parent, @parentAttempt, @active,
            {key.Indexed}
        {key.Conversation}
        """);

    private static readonly SqlText AtSequence = MessageKey.Text(key => $"SELECT {Columns} FROM messages WHERE {key.At("@sequence")}");

    /// <summary>
    /// Names the index that does on document engines what <see cref="MessageKey"/> does on SQL engines. The messages of the active path come
    /// first, and then all others: see <see cref="OrderOf"/>.
    /// </summary>
    public const string InOrder = "in_order";

    /// <summary>The number in the keys of <see cref="InOrder"/> behind those of the active path.</summary>
    public const int EndOfPath = 1 << 30;

    public static Message Read(Row row) => new(
        row.Guid(0), row.Guid(1), row.Int(Sequence), Role(row.Utf8(3)), row.Text(4),
        row.Int(5), row.InternedText(6), row.Int(7), row.Time(8), row.IntOrNull(9))
    {
        Parent = row.IntOrNull(10) ?? row.Int(Sequence) - 2,
        ParentAttempt = row.IntOrNull(11) ?? 0,
        IsActive = row.Int(12) == 1,
    };

    private static string Role(ReadOnlySpan<byte> text) => text.SequenceEqual("user"u8) ? Roles.User : Roles.Assistant;

    public static Message Read(BsonDocument document) => new(
        document.Id(),
        document["conversation_id"].AsGuid,
        document["sequence"].AsInt32,
        document["role"].AsString,
        document["content"].AsString,
        document["token_count"].AsInt32,
        document["model_tag"].AsString,
        document["inference_time_ms"].AsInt32,
        document.Time("created_at"),
        document["own_tokens"].AsNullable(v => v.AsInt32))
    {
        Parent = ParentOf(document),
        ParentAttempt = ParentAttemptOf(document),
        IsActive = IsActive(document),
    };

    /// <summary>Reads <see cref="Message.Parent"/>, which most documents do not have.</summary>
    public static int ParentOf(BsonDocument document) =>
        document["parent"].AsNullable(parent => parent.AsInt32) ?? document["sequence"].AsInt32 - 2;

    public static int ParentAttemptOf(BsonDocument document) => document["parent_attempt"].AsNullable(attempt => attempt.AsInt32) ?? 0;

    public static bool IsActive(BsonDocument document) => document["active"].AsNullable(active => active.AsBoolean) ?? true;

    /// <summary>Returns the number of a message in the keys of <see cref="InOrder"/>.</summary>
    public static int OrderOf(int sequence, bool isActive) => isActive ? sequence : EndOfPath + sequence;

    public static ValueTask<Message?> FindMessage(this SqlSession db, Guid id) => db
        .Prepare($"SELECT {Columns} FROM messages WHERE id = @id")
        .Set("@id", id)
        .OneAsync(Read);

    public static Message? FindMessage(this DocumentSession db, Guid id) => db.Messages.Find(id) is { } found ? Read(found) : null;

    /// <summary>Finds the answer to a question. Returns null if it has none.</summary>
    public static ValueTask<Message?> FindAnswer(this SqlSession db, Message question) =>
        db.FindAt(question.ConversationId, question.Sequence + 1);

    public static Message? FindAnswer(this DocumentSession db, Message question) =>
        db.FindAt(question.ConversationId, question.Sequence + 1);

    /// <summary>Finds the question of the turn that a message belongs to.</summary>
    public static ValueTask<Message?> QuestionOf(this SqlSession db, Message? message) =>
        message is { Role: Roles.Assistant } answer ? db.FindAt(answer.ConversationId, answer.Sequence - 1) : new(message);

    public static Message? QuestionOf(this DocumentSession db, Message? message) =>
        message is { Role: Roles.Assistant } answer ? db.FindAt(answer.ConversationId, answer.Sequence - 1) : message;

    public static ValueTask<int> RemoveMessage(this SqlSession db, Guid id) =>
        db.Prepare("DELETE FROM messages WHERE id = @id").Set("@id", id).ExecuteAsync();

    public static void RemoveMessage(this DocumentSession db, Guid id)
    {
        if (db.FindMessage(id) is not { } found) return;
        db.Messages.Delete(id);
        db.WriteSection(found.ConversationId, found.Sequence);
    }

    public static ValueTask<int> SetOwnTokenCount(this SqlSession db, Guid id, int tokens) => db
        .Prepare("UPDATE messages SET own_tokens = @own WHERE id = @id")
        .Set("@own", tokens)
        .Set("@id", id)
        .ExecuteAsync();

    public static void SetOwnTokenCount(this DocumentSession db, Guid id, int tokens)
    {
        if (db.Messages.Find(id) is not { } found) return;
        found["own_tokens"] = tokens;
        db.Messages.Update(found);
    }

    /// <summary>Stores a message whose sequence is free, in a conversation that exists, with its words in the index.</summary>
    public static async ValueTask<int> Add(this SqlSession db, Message message)
    {
        var added = await db.Prepare(Insert)
            .Set("@sequence", message.Sequence)
            .Set("@id", message.Id)
            .Set("@conversation", message.ConversationId)
            .Set("@role", message.Role)
            .Set("@content", message.Content)
            .Set("@tokens", message.TokenCount)
            .Set("@model", message.ModelTag)
            .Set("@inference", message.InferenceTimeMs)
            .Set("@created", message.CreatedAt)
            .Set("@own", message.OwnTokenCount)
            .Set("@parent", StoredParent(message))
            .Set("@parentAttempt", StoredParentAttempt(message))
            .Set("@active", message.IsActive ? 1 : 0)
            .ExecuteAsync();
        return added > 0 ? added : throw new InvalidOperationException($"There is no conversation {message.ConversationId}.");
    }

    public static void Add(this DocumentSession db, Message message)
    {
        db.Messages.Insert(Write(message));
        db.AddToSection(message);
    }

    public static BsonDocument Write(Message message) => new()
    {
        ["_id"] = message.Id,
        ["conversation_id"] = message.ConversationId,
        ["sequence"] = message.Sequence,
        ["role"] = message.Role,
        ["content"] = message.Content,
        ["token_count"] = message.TokenCount,
        ["model_tag"] = message.ModelTag,
        ["inference_time_ms"] = message.InferenceTimeMs,
        ["created_at"] = Microseconds.From(message.CreatedAt),
        ["own_tokens"] = message.OwnTokenCount,
        ["parent"] = StoredParent(message),
        ["parent_attempt"] = StoredParentAttempt(message),
        ["active"] = message.IsActive ? null : false,
        [InOrder] = Keys.Of(message.ConversationId, OrderOf(message.Sequence, message.IsActive)),
    };

    // Nearly every turn follows the one before it. Null takes no room, and SQLite reads it without the long text before it.
    private static int? StoredParent(Message message) => message.Parent == message.Sequence - 2 ? null : message.Parent;

    private static int? StoredParentAttempt(Message message) => message.ParentAttempt == 0 ? null : message.ParentAttempt;

    private static ValueTask<Message?> FindAt(this SqlSession db, Guid conversationId, int sequence) => db
        .Prepare(AtSequence)
        .Set("@conversation", conversationId)
        .Set("@sequence", sequence)
        .OneAsync(Read);

    private static Message? FindAt(this DocumentSession db, Guid conversationId, int sequence)
    {
        return At(OrderOf(sequence, isActive: true)) ?? At(OrderOf(sequence, isActive: false));

        Message? At(int order)
        {
            var key = Keys.Of(conversationId, order);
            return db.Messages.Ascending(InOrder, key, key, 1, Read) is [var found] ? found : null;
        }
    }
}

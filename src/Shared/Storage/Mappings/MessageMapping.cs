using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Mappings;

internal static class MessageMapping
{
    public const string Columns = "id, conversation_id, sequence, role, content, token_count, model_tag, inference_time_ms, created_at";

    /// <summary>The document engines' twin of the unique index (conversation_id, sequence).</summary>
    public const string InOrder = "in_order";

    public static Message Read(Rows row) => new(
        row.Guid(0), row.Guid(1), row.Int(2), row.Text(3), row.Text(4), row.Int(5), row.Text(6), row.Int(7), row.Time(8));

    public static Message Read(BsonDocument document) => new(
        document.Id(),
        document["conversation_id"].AsGuid,
        document["sequence"].AsInt32,
        document["role"].AsString,
        document["content"].AsString,
        document["token_count"].AsInt32,
        document["model_tag"].AsString,
        document["inference_time_ms"].AsInt32,
        document.Time("created_at"));

    /// <summary>Appends a message whose sequence is free.</summary>
    public static void Add(this SqlSession db, Message message) => db
        .Prepare($"INSERT INTO messages ({Columns}) VALUES (@id, @conversation, @sequence, @role, @content, @tokens, @model, @inference, @created)")
        .Set("@id", message.Id)
        .Set("@conversation", message.ConversationId)
        .Set("@sequence", message.Sequence)
        .Set("@role", message.Role)
        .Set("@content", message.Content)
        .Set("@tokens", message.TokenCount)
        .Set("@model", message.ModelTag)
        .Set("@inference", message.InferenceTimeMs)
        .Set("@created", message.CreatedAt)
        .Execute();

    /// <summary>Appends a message whose sequence is free.</summary>
    public static void Add(this DocumentSession db, Message message) => db.Messages.Insert(Write(message));

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
        [InOrder] = Keys.Of(message.ConversationId, message.Sequence),
    };
}

using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Mappings;

internal static class ConversationMapping
{
    public const string Columns = "id, user_id, title, model_tag, created_at, updated_at";

    public static Conversation Read(Rows row) => new(row.Guid(0), row.Guid(1), row.Text(2), row.Text(3), row.Time(4), row.Time(5));

    public static Conversation Read(BsonDocument document) => new(
        document.Id(),
        document["user_id"].AsGuid,
        document["title"].AsString,
        document["model_tag"].AsString,
        document.Time("created_at"),
        document.Time("updated_at"));

    public static BsonDocument Write(Conversation conversation) => new()
    {
        ["_id"] = conversation.Id,
        ["user_id"] = conversation.UserId,
        ["title"] = conversation.Title,
        ["model_tag"] = conversation.ModelTag,
        ["created_at"] = Microseconds.From(conversation.CreatedAt),
        ["updated_at"] = Microseconds.From(conversation.UpdatedAt),
    };
}

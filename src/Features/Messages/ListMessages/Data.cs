using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Messages.ListMessages;

/// <summary>A conversation's messages after the cursor, in order; null where there is no such conversation of this user's.</summary>
public sealed class PageOfMessages(Guid userId, Guid conversationId, int after, int limit) : Query<List<Message>?>
{
    internal override List<Message>? Sql(SqlSession db)
    {
        if (db.OwnNumber(userId, conversationId) is not { } number) return null;

        return db
            .Prepare($"SELECT {MessageMapping.Columns} FROM messages WHERE place > @after AND place <= @last ORDER BY place LIMIT @limit")
            .Set("@after", MessagePlaces.Of(number, after))
            .Set("@last", MessagePlaces.LastOf(number))
            .Set("@limit", limit)
            .All(MessageMapping.Read);
    }

    internal override List<Message>? Documents(DocumentSession db) => db.OwnConversation(userId, conversationId) is null
        ? null
        : db.Messages.Ascending(
            MessageMapping.InOrder,
            Keys.Of(conversationId, after == int.MaxValue ? after : after + 1),
            Keys.Of(conversationId, int.MaxValue),
            limit,
            MessageMapping.Read);
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Streaming;

/// <summary>The messages before a sequence, newest first, at most <paramref name="limit"/>.</summary>
public sealed class ReadHistory(Guid conversationId, int before, int limit) : Query<List<Message>>
{
    internal override List<Message> Sql(SqlSession db) => db
        .Prepare($"""
            SELECT {MessageMapping.Columns} FROM messages
            WHERE conversation_id = @conversation AND sequence < @before
            ORDER BY sequence DESC LIMIT @limit
            """)
        .Set("@conversation", conversationId)
        .Set("@before", before)
        .Set("@limit", limit)
        .All(MessageMapping.Read);

    internal override List<Message> Documents(DocumentSession db) => before == 0 ? [] : db.Messages.Descending(
        MessageMapping.InOrder,
        Keys.Of(conversationId, 0),
        Keys.Of(conversationId, before - 1),
        limit,
        MessageMapping.Read);
}

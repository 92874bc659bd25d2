using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Reads the messages up to and including a sequence, newest first, at most <paramref name="limit"/>.</summary>
internal sealed class ReadHistory(Guid conversationId, int upTo, int limit) : Query<List<Message>>
{
    private static readonly SqlText NewestFirst = MessageKey.Text(key => $"""
        SELECT {MessageMapping.Columns} FROM messages
        WHERE {key.Between("0", "@upTo")}
        ORDER BY {key.Order} DESC LIMIT @limit
        """);

    internal override ValueTask<List<Message>> Sql(SqlSession db) => db
        .Prepare(NewestFirst)
        .Set("@conversation", conversationId)
        .Set("@upTo", upTo)
        .Set("@limit", limit)
        .AllAsync(MessageMapping.Read);

    internal override List<Message> Documents(DocumentSession db) => db.Messages.Descending(
        MessageMapping.InOrder,
        Keys.Of(conversationId, 0),
        Keys.Of(conversationId, upTo),
        limit,
        MessageMapping.Read);
}

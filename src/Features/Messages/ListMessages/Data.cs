using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Messages.ListMessages;

/// <summary>Returns a conversation's messages after the cursor in order, or null if this user has no such conversation.</summary>
/// <param name="after">The sequence of the last message before the page.</param>
/// <param name="limit">
/// 1 or more, and less than <see cref="int.MaxValue"/>. The query reads one more row to find out whether there is a next page.
/// </param>
internal sealed class PageOfMessages(Guid userId, Guid conversationId, int after, int limit) : Query<JsonPage<int>?>
{
    internal override async ValueTask<JsonPage<int>?> Sql(SqlSession db)
    {
        if (await db.OwnNumber(userId, conversationId) is not { } number) return null;

        var page = new JsonPage<int>(limit);
        await db
            .Prepare($"SELECT {MessageMapping.Columns} FROM messages WHERE place > @after AND place <= @last ORDER BY place LIMIT @limit")
            .Set("@after", MessageKey.Of(number, after))
            .Set("@last", MessageKey.LastOf(number))
            .Set("@limit", limit + 1)
            .EachAsync(row => page.Add(row, row.Int(MessageMapping.Sequence), MessageRow.Write));
        return page.End();
    }

    internal override JsonPage<int>? Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is null) return null;

        var page = new JsonPage<int>(limit);
        var found = db.Messages.Ascending(
            MessageMapping.InOrder,
            Keys.Of(conversationId, after == int.MaxValue ? after : after + 1),
            Keys.Of(conversationId, int.MaxValue),
            limit + 1,
            MessageMapping.Read);
        foreach (var message in found) page.Add(message, message.Sequence, MessageRow.Write);
        return page.End();
    }
}

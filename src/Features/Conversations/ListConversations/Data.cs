using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.ListConversations;

/// <summary>Returns a user's conversations after the cursor, newest first.</summary>
/// <param name="limit">
/// 1 or more, and less than <see cref="int.MaxValue"/>. The query reads one more row to find out whether there is a next page.
/// </param>
internal sealed class PageOfConversations(
    Guid userId, Cursor below, int limit, ConversationFilter filter, ConversationExtras extras = ConversationExtras.None)
    : Query<JsonPage<Cursor>>
{
    internal override async ValueTask<JsonPage<Cursor>> Sql(SqlSession db)
    {
        var page = new JsonPage<Cursor>(limit);
        // One delegate for all rows.
        Action<Utf8JsonWriter, Row> write = (json, row) => ConversationRow.Write(json, row, extras);
        await db.NewestBelow(userId, filter, below.Time, below.Id, limit + 1).EachAsync(row => page.Add(
            row, new(row.Time(ConversationMapping.UpdatedAt), row.Guid(ConversationMapping.Id)), write));
        return page.End();
    }

    internal override JsonPage<Cursor> Documents(DocumentSession db)
    {
        var page = new JsonPage<Cursor>(limit);
        Action<Utf8JsonWriter, Conversation> write = (json, row) => ConversationRow.Write(json, row, extras);
        foreach (var found in db.NewestBelow(userId, filter, below.Time, below.Id, limit + 1))
        {
            page.Add(found, Cursor.Below(found), write);
        }

        return page.End();
    }
}

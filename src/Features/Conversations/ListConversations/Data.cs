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
internal sealed class PageOfConversations(Guid userId, Cursor below, int limit) : Query<JsonPage<Cursor>>
{
    internal override async ValueTask<JsonPage<Cursor>> Sql(SqlSession db)
    {
        var page = new JsonPage<Cursor>(limit);
        await db
            .Prepare($"""
                SELECT {ConversationMapping.Columns} FROM conversations
                WHERE user_id = @user AND (updated_at, id) < (@updated, @id)
                ORDER BY updated_at DESC, id DESC LIMIT @limit
                """)
            .Set("@user", userId)
            .Set("@updated", below.UpdatedAt)
            .Set("@id", below.Id)
            .Set("@limit", limit + 1)
            .EachAsync(row => page.Add(
                row, new(row.Time(ConversationMapping.UpdatedAt), row.Guid(ConversationMapping.Id)), ConversationRow.Write));
        return page.End();
    }

    internal override JsonPage<Cursor> Documents(DocumentSession db)
    {
        var page = new JsonPage<Cursor>(limit);
        foreach (var found in db.NewestBelow(userId, below.UpdatedAt, below.Id, limit + 1))
        {
            page.Add(found, Cursor.Below(found), ConversationRow.Write);
        }

        return page.End();
    }
}

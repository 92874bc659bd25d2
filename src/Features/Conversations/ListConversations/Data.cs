using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.ListConversations;

/// <summary>A user's conversations below the cursor, newest first.</summary>
public sealed class PageOfConversations(Guid userId, Cursor below, int limit) : Query<List<Conversation>>
{
    internal override List<Conversation> Sql(SqlSession db) => db
        .Prepare($"""
            SELECT {ConversationMapping.Columns} FROM conversations
            WHERE user_id = @user AND (updated_at, id) < (@updated, @id)
            ORDER BY updated_at DESC, id DESC LIMIT @limit
            """)
        .Set("@user", userId)
        .Set("@updated", below.UpdatedAt)
        .Set("@id", below.Id)
        .Set("@limit", limit)
        .All(ConversationMapping.Read);

    internal override List<Conversation> Documents(DocumentSession db) => db.NewestBelow(userId, below.UpdatedAt, below.Id, limit);
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>Changes the values that are not null. Returns null if this user has no such conversation.</summary>
internal sealed class ChangeConversation(Guid userId, Guid conversationId, string? title, string? modelTag, DateTime now)
    : Command<Conversation?>
{
    internal override Guid Key => conversationId;

    internal override ValueTask<Conversation?> Sql(SqlSession db) => db
        .Prepare($"""
            UPDATE conversations
            SET title = COALESCE(@title, title), model_tag = COALESCE(@model, model_tag), updated_at = @now
            WHERE id = @id AND user_id = @user
            RETURNING {ConversationMapping.Columns}
            """)
        .Set("@title", title)
        .Set("@model", modelTag)
        .Set("@now", now)
        .Set("@id", conversationId)
        .Set("@user", userId)
        .OneAsync(ConversationMapping.Read);

    internal override Conversation? Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } before) return null;
        var after = before with { Title = title ?? before.Title, ModelTag = modelTag ?? before.ModelTag, UpdatedAt = now };
        db.Change(before, after);
        return after;
    }
}

using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>Changes the values that are not null, if the conversation is as the client knows it.</summary>
internal sealed class ChangeConversation(
    Guid userId, Guid conversationId, string? title, string? modelTag, DateTime now, IfMatch condition = default)
    : Command<Updated>
{
    internal override Guid Key => conversationId;

    internal override async ValueTask<Updated> Sql(SqlSession db)
    {
        if (condition.IsGiven)
        {
            if (await db.OwnConversation(userId, conversationId) is not { } before) return new(EditStatus.NotFound);
            if (!before.IsAs(condition)) return new(EditStatus.Outdated);
        }

        var after = await db
            .Prepare($"""
                UPDATE conversations
                SET title = COALESCE(@title, title), model_tag = COALESCE(@model, model_tag), updated_at = {ConversationMapping.Changed}
                WHERE id = @id AND user_id = @user
                RETURNING {ConversationMapping.Columns}
                """)
            .Set("@title", title)
            .Set("@model", modelTag)
            .Set("@now", now)
            .Set("@id", conversationId)
            .Set("@user", userId)
            .OneAsync(ConversationMapping.Read);
        return after is null ? new(EditStatus.NotFound) : new(EditStatus.Done, after);
    }

    internal override Updated Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } before) return new(EditStatus.NotFound);
        if (!before.IsAs(condition)) return new(EditStatus.Outdated);
        var after = before with
        {
            Title = title ?? before.Title,
            ModelTag = modelTag ?? before.ModelTag,
            UpdatedAt = before.ChangedAt(now),
        };
        db.Change(before, after);
        return new(EditStatus.Done, after);
    }
}

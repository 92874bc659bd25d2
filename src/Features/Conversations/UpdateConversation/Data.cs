using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>Changes a conversation, if it is as the client knows it.</summary>
internal sealed class ChangeConversation(
    Guid userId, Guid conversationId, ConversationChange change, DateTime now, IfMatch condition = default)
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
                SET title = COALESCE(@title, title), model_tag = COALESCE(@model, model_tag), pinned = COALESCE(@pinned, pinned),
                    archived = COALESCE(@archived, CASE WHEN @keeps = 1 AND {ConversationMapping.IsTemporary} THEN 0 ELSE archived END),
                    updated_at = {ConversationMapping.Changed}
                WHERE id = @id AND user_id = @user
                RETURNING {ConversationMapping.Columns}
                """)
            .Set("@title", change.Title)
            .Set("@model", change.ModelTag)
            .Set("@pinned", Number(change.Pinned))
            .Set("@archived", Number(change.Archived))
            .Set("@keeps", Number(change.Keeps))
            // No time is later than null.
            .Set("@now", change.MovesUp ? Microseconds.From(now) : null)
            .Set("@id", conversationId)
            .Set("@user", userId)
            .OneAsync(ConversationMapping.Read);
        return after is null ? new(EditStatus.NotFound) : new(EditStatus.Done, after);

        static long? Number(bool? value) => value is { } given ? (given ? 1 : 0) : null;
    }

    internal override Updated Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } before) return new(EditStatus.NotFound);
        if (!before.IsAs(condition)) return new(EditStatus.Outdated);
        var after = change.To(before, now);
        db.Change(before, after);
        return new(EditStatus.Done, after);
    }
}

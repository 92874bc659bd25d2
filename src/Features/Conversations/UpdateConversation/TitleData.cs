using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>Holds a conversation with its first question and the answer to that.</summary>
/// <param name="Question">Null if it is not there or not on the active path.</param>
/// <param name="Answer">Null if it is not there or not on the active path.</param>
internal sealed record FirstExchange(Conversation Conversation, Message? Question, Message? Answer);

/// <summary>Finds the first exchange of a conversation of this user's; null if there is no such conversation.</summary>
internal sealed class FindFirstExchange(Guid userId, Guid conversationId) : TableQuery<FirstExchange?>
{
    protected override async ValueTask<FirstExchange?> ReadAsync(ITableReader db)
    {
        var (own, first) = await Reads.TogetherAsync(
            db.FindConversation(userId, conversationId), db.ReadPath(conversationId, upTo: 1, limit: 2));
        return own is null ? null : new(
            own, first.Find(message => message.Role == Roles.User), first.Find(message => message.Role == Roles.Assistant));
    }
}

/// <summary>Replaces a title if the conversation still has it. The conversation stays where it is in its owner's list.</summary>
internal sealed class ReplaceTitle(Guid userId, Guid conversationId, string before, string after) : Command<Conversation?>
{
    internal override Guid Key => conversationId;

    internal override ValueTask<Conversation?> Sql(SqlSession db) => db
        .Prepare($"""
            UPDATE conversations SET title = @after WHERE id = @id AND user_id = @user AND title = @before
            RETURNING {ConversationMapping.Columns}
            """)
        .Set("@after", after)
        .Set("@id", conversationId)
        .Set("@user", userId)
        .Set("@before", before)
        .OneAsync(ConversationMapping.Read);

    internal override Conversation? Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } own || own.Title != before) return null;
        var changed = own with { Title = after };
        db.Change(own, changed);
        return changed;
    }
}

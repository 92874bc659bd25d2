using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

/// <summary>Deletes a conversation of this user, if it is as the client knows it.</summary>
internal abstract class Deletion(Guid userId, Guid conversationId, IfMatch condition) : TableCommand<Conversation?, EditStatus>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal override ValueTask<Conversation?> LookAsync(ITableReader db) => db.FindConversation(userId, conversationId);

    internal override EditStatus Decide(Conversation? seen, ITableWriter writes)
    {
        if (seen is null) return EditStatus.NotFound;
        if (!seen.IsAs(condition)) return EditStatus.Outdated;
        Delete(seen, writes);
        return EditStatus.Done;
    }

    protected abstract void Delete(Conversation own, ITableWriter writes);
}

/// <summary>Removes a conversation with all its contents, if it is as the client knows it.</summary>
internal sealed class RemoveConversation(Guid userId, Guid conversationId, IfMatch condition = default)
    : Deletion(userId, conversationId, condition)
{
    protected override void Delete(Conversation own, ITableWriter writes) => writes.Remove(own);
}

/// <summary>Moves a conversation to its owner's trash, if it is as the client knows it. A temporary one is removed.</summary>
internal sealed class MoveToTrash(Guid userId, Guid conversationId, DateTime now, IfMatch condition = default)
    : Deletion(userId, conversationId, condition)
{
    protected override void Delete(Conversation own, ITableWriter writes)
    {
        if (own.IsTemporary) writes.Remove(own);
        else writes.MoveToTrash(own, now);
    }
}

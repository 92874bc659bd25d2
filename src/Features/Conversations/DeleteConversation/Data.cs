using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

/// <summary>Deletes a conversation of this user, if it is as the client knows it.</summary>
internal abstract class Deletion(Guid userId, Guid conversationId, IfMatch condition) : TableCommand<Deletion.Seen, EditStatus>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal sealed record Seen(Conversation? Own, int? LastSequence);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (own, last) = await Reads.TogetherAsync(db.FindConversation(userId, conversationId), db.LastSequence(conversationId));
        return new(own, last);
    }

    internal override EditStatus Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Own is not { } own) return EditStatus.NotFound;
        if (!own.IsAs(condition)) return EditStatus.Outdated;
        Delete(own, seen.LastSequence, writes);
        return EditStatus.Done;
    }

    protected abstract void Delete(Conversation own, int? lastSequence, ITableWriter writes);
}

/// <summary>Removes a conversation for ever, if it is as the client knows it.</summary>
/// <param name="portion">The number of messages that one transaction removes at most.</param>
internal sealed class RemoveConversation(Guid userId, Guid conversationId, IfMatch condition = default, int portion = Portions.Size)
    : Deletion(userId, conversationId, condition)
{
    protected override void Delete(Conversation own, int? lastSequence, ITableWriter writes) =>
        writes.RemoveForEver(own, lastSequence, portion);
}

/// <summary>Moves a conversation to its owner's trash, if it is as the client knows it. A temporary one is removed.</summary>
internal sealed class MoveToTrash(Guid userId, Guid conversationId, DateTime now, IfMatch condition = default)
    : Deletion(userId, conversationId, condition)
{
    protected override void Delete(Conversation own, int? lastSequence, ITableWriter writes)
    {
        if (own.IsTemporary) writes.RemoveForEver(own, lastSequence);
        else writes.MoveToTrash(own, now);
    }
}

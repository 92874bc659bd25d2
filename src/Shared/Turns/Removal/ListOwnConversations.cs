using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Removal;

/// <summary>Returns the ids of a user's newest conversations, then of temporary ones, and then of those in the trash.</summary>
internal sealed class ListOwnConversations(Guid userId, int limit) : TableQuery<List<Guid>>
{
    protected override async ValueTask<List<Guid>> ReadAsync(ITableReader db)
    {
        var (listed, temporary, trash) = await Reads.TogetherAsync(
            db.NewestBelow(userId, ConversationFilter.All, DateTime.MaxValue, Guid.AllBitsSet, limit),
            db.NewestBelow(userId, ConversationFilter.Temporary, DateTime.MaxValue, Guid.AllBitsSet, limit),
            db.TrashBelow(userId, DateTime.MaxValue, Guid.AllBitsSet, limit));
        var all = listed.Concat(temporary).Concat(trash.Select(trashed => trashed.Conversation));
        return [.. all.Select(conversation => conversation.Id).Take(limit)];
    }
}

/// <summary>Removes a conversation of a user for ever, in the trash or not; false if there is none.</summary>
internal sealed class RemoveOwnConversation(Guid userId, Guid conversationId) : TableCommand<RemoveOwnConversation.Seen, bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal sealed record Seen(Conversation? Own, TrashedConversation? Trashed, int? LastSequence);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (own, trashed, last) = await Reads.TogetherAsync(
            db.FindConversation(userId, conversationId), db.FindTrashed(userId, conversationId), db.LastSequence(conversationId));
        return new(own, trashed, last);
    }

    internal override bool Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Own is { } own) writes.RemoveForEver(own, seen.LastSequence);
        if (seen.Trashed is { } trashed) writes.RemoveForEver(trashed, seen.LastSequence);
        return seen is not { Own: null, Trashed: null };
    }
}

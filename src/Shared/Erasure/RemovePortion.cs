using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Removes the last messages of a conversation that is hidden for ever, and the conversation with its first ones. Returns false if nothing is
/// left.
/// </summary>
/// <param name="size">The number of messages that it removes at most.</param>
internal sealed class RemovePortion(Guid userId, Guid conversationId, int size = Portions.Size) : TableCommand<RemovePortion.Seen, bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal sealed record Seen(TrashedConversation? Trashed, int? LastSequence);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (trashed, last) = await Reads.TogetherAsync(db.FindTrashed(userId, conversationId), db.LastSequence(conversationId));
        return new(trashed, last);
    }

    internal override bool Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Trashed is not { IsForEver: true } hidden) return false;
        writes.RemoveForEver(hidden, seen.LastSequence, size);
        return !Portions.IsOne(seen.LastSequence, size);
    }
}

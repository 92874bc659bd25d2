using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Removes the last messages of a conversation that is hidden for ever, and the conversation with its first ones. Returns false if nothing is
/// left.
/// </summary>
/// <param name="size">The number of messages that it removes at most.</param>
internal sealed class RemovePortion(Guid userId, Guid conversationId, int size = Portions.Size) : TrashedRemoval(userId, conversationId)
{
    internal override bool Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Trashed is not { IsForEver: true } hidden) return false;
        writes.RemoveForEver(hidden, seen.LastSequence, size);
        return !Portions.IsOne(seen.LastSequence, size);
    }
}

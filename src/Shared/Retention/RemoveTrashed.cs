using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>Removes a conversation in a user's trash for ever; false if there is none.</summary>
/// <param name="upTo">The latest time of a deletion that counts. The conversation may have been restored and deleted again.</param>
/// <param name="portion">The number of messages that one transaction removes at most.</param>
internal sealed class RemoveTrashed(Guid userId, Guid conversationId, DateTime upTo, int portion = Portions.Size)
    : TrashedRemoval(userId, conversationId)
{
    internal override bool Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Trashed is not { IsForEver: false } trashed || trashed.DeletedAt > upTo) return false;
        writes.RemoveForEver(trashed, seen.LastSequence, portion);
        return true;
    }
}

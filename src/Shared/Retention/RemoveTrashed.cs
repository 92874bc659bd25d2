using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>Removes a conversation in a user's trash with all its contents; false if there is none.</summary>
/// <param name="upTo">The latest time of a deletion that counts. The conversation may have been restored and deleted again.</param>
internal sealed class RemoveTrashed(Guid userId, Guid conversationId, DateTime upTo) : TableCommand<TrashedConversation?, bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal override ValueTask<TrashedConversation?> LookAsync(ITableReader db) => db.FindTrashed(userId, conversationId);

    internal override bool Decide(TrashedConversation? seen, ITableWriter writes)
    {
        if (seen is null || seen.DeletedAt > upTo) return false;
        writes.Remove(seen);
        return true;
    }
}

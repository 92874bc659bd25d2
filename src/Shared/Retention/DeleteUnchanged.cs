using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>
/// Deletes a conversation if it is still exactly as it was seen, and no turn runs in it. Returns false if it is not, and then nothing was
/// written.
/// </summary>
/// <param name="toTrash">False to delete it for ever.</param>
internal sealed class DeleteUnchanged(Conversation old, bool toTrash, DateTime now) : TableCommand<ConversationState?, bool>
{
    internal override Guid Key => old.Id;

    internal override bool UsesReserve => true;

    internal override ValueTask<ConversationState?> LookAsync(ITableReader db) => db.FindConversationState(old.UserId, old.Id);

    internal override bool Decide(ConversationState? seen, ITableWriter writes)
    {
        if (seen?.Conversation != old || seen.RunningTurn is not null) return false;
        if (toTrash) writes.MoveToTrash(old, now);
        else writes.RemoveForEver(old, seen.LastSequence);
        return true;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Erasure;

/// <summary>Removes something of a conversation in a user's trash. It looks at the conversation and at how long it is.</summary>
internal abstract class TrashedRemoval(Guid userId, Guid conversationId) : TableCommand<TrashedRemoval.Seen, bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal sealed record Seen(TrashedConversation? Trashed, int? LastSequence);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (trashed, last) = await Reads.TogetherAsync(db.FindTrashed(userId, conversationId), db.LastSequence(conversationId));
        return new(trashed, last);
    }
}

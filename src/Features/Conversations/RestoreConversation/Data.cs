using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.RestoreConversation;

/// <param name="Conversation">The conversation as it is now. Null if this user has none with the id, in the trash or not.</param>
/// <param name="IsNew">True if it was in the trash.</param>
internal readonly record struct Restored(Conversation? Conversation, bool IsNew);

/// <summary>Brings a conversation back from this user's trash, as it was. One that is not in the trash stays as it is.</summary>
internal sealed class RestoreTrashed(Guid userId, Guid conversationId) : TableCommand<RestoreTrashed.Seen, Restored>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal sealed record Seen(TrashedConversation? Trashed, Conversation? Own);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (trashed, own) = await Reads.TogetherAsync(
            db.FindTrashed(userId, conversationId), db.FindConversation(userId, conversationId));
        return new(trashed, own);
    }

    internal override Restored Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Trashed is not { IsForEver: false } trashed) return new(seen.Own, IsNew: false);
        writes.Restore(trashed);
        return new(trashed.Conversation, IsNew: true);
    }
}

using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations;

/// <summary>Deletes conversations in the trash for ever, at a user's request.</summary>
internal sealed class TrashRemoval(IStore store, PortionRemoval portions, AuditTrail audit)
{
    /// <summary>Deletes a conversation. Returns false if it is not in this user's trash.</summary>
    public async ValueTask<bool> RemoveAsync(HttpContext http, Guid userId, Guid conversationId, CancellationToken ct)
    {
        var deleted = audit.Of(http, AuditKinds.ConversationDeleted, userId, $"conversation {conversationId} in the trash");
        if (!await store.WriteAsync(new RemoveTrashed(userId, conversationId, upTo: DateTime.MaxValue).Audited(deleted), ct)) return false;
        await portions.FinishAsync(userId, conversationId);
        return true;
    }
}

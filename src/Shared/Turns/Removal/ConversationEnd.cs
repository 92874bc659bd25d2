using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Mirrors;

namespace SamosaChaat.Shared.Turns.Removal;

/// <summary>Removes conversations together with the turn that runs in them, on any node.</summary>
internal sealed class ConversationEnd(
    IStore store, PortionRemoval portions, ActiveTurns activeTurns, Reservations reservations, RemoteTurns remote)
{
    /// <summary>Runs a command that removes a conversation, and ends its turn if it did.</summary>
    /// <param name="removed">The command's result after a removal.</param>
    public async ValueTask<T> RemoveAsync<T>(Guid userId, Guid conversationId, Command<T> removal, T removed, CancellationToken ct)
        where T : struct
    {
        // A turn that is being started is active before it is looked for here.
        using (await reservations.TakeAsync(conversationId, ct))
        {
            var result = await store.WriteAsync(removal, ct);
            if (!result.Equals(removed)) return result;
            activeTurns.Find(conversationId)?.Stop(FinishReasons.Interrupted);
            remote.ConversationDeleted(conversationId);
        }

        await portions.FinishAsync(userId, conversationId);
        return removed;
    }
}

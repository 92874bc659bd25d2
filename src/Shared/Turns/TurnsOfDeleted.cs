using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Mirrors;

namespace SamosaChaat.Shared.Turns;

/// <summary>Ends the running turn of a conversation that is removed, on this node or on another one.</summary>
internal sealed class TurnsOfDeleted(IStore store, ActiveTurns activeTurns, Reservations reservations, RemoteTurns remote)
{
    /// <summary>Runs a command that removes the conversation, and ends the turn if it did.</summary>
    public async ValueTask<T> EndAfterAsync<T>(Guid conversationId, Command<T> remove, Func<T, bool> hasRemoved, CancellationToken ct)
    {
        // A turn that is being started is active before it is looked for here.
        using var reserved = await reservations.TakeAsync(conversationId, ct);
        var result = await store.WriteAsync(remove, ct);
        if (!hasRemoved(result)) return result;
        activeTurns.Find(conversationId)?.Stop(FinishReasons.Interrupted);
        remote.ConversationDeleted(conversationId);
        return result;
    }
}

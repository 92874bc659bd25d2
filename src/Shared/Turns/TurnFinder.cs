using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Finds a turn of a user's: in memory while it runs, in the store for ever.</summary>
internal sealed class TurnFinder(IStore store, ActiveTurns activeTurns, Reservations reservations)
{
    /// <summary>Returns one of the two, or neither if this user's conversation has no such turn.</summary>
    /// <param name="turnId">The id of its user message.</param>
    public async Task<(ActiveTurn? Active, TurnRecord? Ended)> FindAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        if (FindActive() is { } active) return (active, null);

        // Another request may be starting it just now: after that, it is active.
        using var reservation = await reservations.TakeAsync(conversationId, ct);
        if (FindActive() is { } started) return (started, null);
        return (null, await store.ReadAsync(new FindTurn(userId, conversationId, turnId), ct));

        ActiveTurn? FindActive() =>
            activeTurns.Find(conversationId) is { } found && found.Turn.Id == turnId && found.Turn.UserId == userId ? found : null;
    }

    /// <summary>Ends a turn early and waits until that is stored; a turn that has ended stays as it is. Returns false if there is no such turn of this user's.</summary>
    public async Task<bool> CancelAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        var (active, ended) = await FindAsync(userId, conversationId, turnId, ct);
        if (active is null) return ended is not null;

        active.Stop(FinishReasons.Cancelled);
        await active.Stored.WaitAsync(ct);
        return true;
    }
}

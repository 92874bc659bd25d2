using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Finds a user's turn: in memory while it runs, and in the store at any time.</summary>
internal sealed class TurnFinder(IStore store, ActiveTurns activeTurns, Reservations reservations)
{
    /// <summary>Returns the active turn or the ended one. Returns neither if this user's conversation has no such turn.</summary>
    /// <param name="turnId">The id of the turn's user message.</param>
    /// <exception cref="UnavailableException">The turn runs for the store alone, or the store does not answer in time.</exception>
    public async Task<(ActiveTurn? Active, TurnRecord? Ended)> FindAsync(
        Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        if (FindActive() is { } active) return (active, null);
        var find = new FindTurn(userId, conversationId, turnId);
        if (await store.ReadAsync(find, ct) is { IsRunning: false } ended) return (null, ended);

        // Another request may be starting the turn now. Once that request is done, the turn is active.
        using var reservation = await reservations.TakeAsync(conversationId, ct);
        if (FindActive() is { } started) return (started, null);
        var found = await store.ReadAsync(find, ct);
        return found is { IsRunning: true } ? throw Unresolved() : (null, found);

        ActiveTurn? FindActive() =>
            activeTurns.Find(conversationId) is { } found && found.Turn.Id == turnId && found.Turn.UserId == userId ? found : null;
    }

    /// <summary>Returns the refusal for a turn that runs only in the store. The server ends it, at its next start at the latest.</summary>
    public static UnavailableException Unresolved() => new("The store does not have the end of the turn yet. Try again.");
}

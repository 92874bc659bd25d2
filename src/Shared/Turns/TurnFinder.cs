using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Mirrors;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Finds a user's turn: in memory while it runs here, on another node while it runs there, and in the store at any time. A turn is named by
/// the id of its user message.
/// </summary>
internal sealed class TurnFinder(IStore store, ActiveTurns activeTurns, Reservations reservations, RemoteTurns remote, MirrorSet mirrors)
{
    /// <summary>
    /// The number of times that the store is asked where a turn runs. It may end on one node and start on another between a look and the
    /// request to the node.
    /// </summary>
    public const int Looks = 3;

    /// <summary>
    /// Opens the running turn to read its events, or finds the ended one. Returns neither if this user's conversation has no such turn.
    /// </summary>
    /// <exception cref="UnavailableException">
    /// The turn runs for the store alone, or the store or the turn's node does not answer in time.
    /// </exception>
    public Task<(ILiveTurn? Live, TurnRecord? Ended)> OpenAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct) =>
        FindAsync<ILiveTurn>(userId, conversationId, turnId, Task.FromResult<ILiveTurn>, there => mirrors.OpenAsync(there, ct), ct);

    /// <summary>Cancels the turn, if it runs, and waits until that is stored. Returns false if there is no such turn.</summary>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public async Task<bool> CancelAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        var (cancelled, ended) = await FindAsync<object>(
            userId,
            conversationId,
            turnId,
            async here =>
            {
                here.Stop(FinishReasons.Cancelled);
                await here.Stored.WaitAsync(ct);
                return here;
            },
            async there => await remote.CancelAsync(there, ct) ? there : null,
            ct);
        return cancelled is not null || ended is not null;
    }

    /// <summary>Waits for the prompt of the turn if it runs. Returns null if it does not.</summary>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public async Task<SentPrompt?> PromptAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct) =>
        (await FindAsync(
            userId, conversationId, turnId, here => here.Prompted.WaitAsync(ct), there => remote.PromptAsync(there, ct), ct)).Running;

    /// <summary>Returns true if this user's conversation has such a turn, whether it runs or not.</summary>
    public async Task<bool> ExistsAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct) =>
        await store.ReadAsync(new FindTurn(userId, conversationId, turnId), ct) is not null;

    /// <summary>Returns the refusal for a turn that runs only in the store. The server ends it, at its next start at the latest.</summary>
    public static UnavailableException Unresolved() => new("The store does not have the end of the turn yet. Try again.");

    /// <param name="here">What to do with a turn of this node.</param>
    /// <param name="there">What to do with a turn of another node. Returns null if it does not run there.</param>
    private async Task<(T? Running, TurnRecord? Ended)> FindAsync<T>(
        Guid userId,
        Guid conversationId,
        Guid turnId,
        Func<ActiveTurn, Task<T>> here,
        Func<RemoteTurn, Task<T?>> there,
        CancellationToken ct)
        where T : class
    {
        var find = new FindTurn(userId, conversationId, turnId);
        for (var look = 0; look < Looks; look++)
        {
            if (FindActive() is { } active) return (await here(active), null);
            var found = await store.ReadAsync(find, ct);
            if (found is not { IsRunning: true }) return (null, found);
            if (await remote.FindAsync(turnId, ct) is not { } elsewhere) break;
            if (await there(elsewhere) is { } running) return (running, null);
        }

        // Another request may be starting the turn now. Once that request is done, the turn is active.
        ActiveTurn? started;
        using (await reservations.TakeAsync(conversationId, ct))
        {
            started = FindActive();
            var found = started is null ? await store.ReadAsync(find, ct) : null;
            if (started is null) return found is { IsRunning: true } ? throw Unresolved() : (null, found);
        }

        return (await here(started), null);

        ActiveTurn? FindActive() =>
            activeTurns.Find(conversationId) is { } found && found.Turn.Id == turnId && found.Turn.UserId == userId ? found : null;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Finds a turn of a user's: in memory while it runs and a little longer, in the store for ever.</summary>
internal sealed class TurnFinder(IStore store, ActiveTurns activeTurns, TimeProvider clock)
{
    /// <summary>One of the two, or neither where there is no such turn of this user's in this conversation.</summary>
    public async Task<(ActiveTurn? Live, TurnRecord? Ended)> FindAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        if (activeTurns.Find(turnId) is { } known && known.Turn.UserId == userId && known.Turn.ConversationId == conversationId) return (known, null);

        while (true)
        {
            var found = await store.ReadAsync(new FindTurn(userId, conversationId, turnId), ct);
            if (found is not { IsRunning: true }) return (null, found);
            if (await FindRunningAsync(userId, found, ct) is { } live) return (live, null);
        }
    }

    /// <summary>A turn that the store says is running; null if it was over before it was found.</summary>
    public async Task<ActiveTurn?> FindRunningAsync(Guid userId, TurnRecord turn, CancellationToken ct)
    {
        var find = new FindTurn(userId, turn.ConversationId, turn.Id);
        try
        {
            return await activeTurns.FindRunningAsync(turn.Id, turn.Attempt, async () => await store.ReadAsync(find, ct) is { IsRunning: true }, ct);
        }
        catch (TimeoutException)
        {
            // A disk that was too slow: its request was told that it had failed, and it is stored all the same. It would be in the way for ever.
            if (await store.ReadAsync(new ReadTurn(userId, turn.ConversationId, turn.Id), ct) is { } stored && stored.Turn.Attempt == turn.Attempt)
            {
                var end = new AttemptEnd(new(FinishReasons.Interrupted, turn.Attempt, TokenLengths: null, Failure: null), Answer: null, Sent: null, HasCheckpoints: false);
                await store.WriteAsync(new FinishTurn(stored.Question, end, stored.Turn.Standing(stored.Answer), clock.Now()), ct);
            }

            return null;
        }
    }

    /// <summary>Ends a turn early and waits until that is stored; nothing happens to one that has ended. False where there is no such turn of this user's.</summary>
    public async Task<bool> CancelAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        var (live, ended) = await FindAsync(userId, conversationId, turnId, ct);
        if (live is null) return ended is not null;

        live.Stop(FinishReasons.Cancelled);
        await activeTurns.Over(live).WaitAsync(ct);
        return true;
    }
}

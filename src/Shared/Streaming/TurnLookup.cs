using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Streaming;

/// <summary>Finds a turn of a user's: in memory while it runs and a little longer, in the store for ever.</summary>
internal sealed class TurnLookup(IStore store, GenerationRegistry generations)
{
    /// <summary>One of the two, or neither where there is no such turn of this user's in this conversation.</summary>
    public async Task<(Generation? Live, TurnRecord? Ended)> FindAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        if (generations.Find(turnId) is { } known && known.Turn.UserId == userId && known.Turn.ConversationId == conversationId) return (known, null);

        while (true)
        {
            var found = await store.ReadAsync(new FindTurn(userId, conversationId, turnId), ct);
            if (found is not { IsRunning: true }) return (null, found);
            if (await FindRunningAsync(userId, found, ct) is { } live) return (live, null);
        }
    }

    /// <summary>A turn that the store says is running; null if it was over before it was found.</summary>
    public Task<Generation?> FindRunningAsync(Guid userId, TurnRecord turn, CancellationToken ct) => generations.FindRunningAsync(
        turn.Id,
        turn.Attempt,
        async () => await store.ReadAsync(new FindTurn(userId, turn.ConversationId, turn.Id), ct) is { IsRunning: true },
        ct);

    /// <summary>Ends a turn early and waits until that is stored; nothing happens to one that has ended. False where there is no such turn of this user's.</summary>
    public async Task<bool> CancelAsync(Guid userId, Guid conversationId, Guid turnId, CancellationToken ct)
    {
        var (live, ended) = await FindAsync(userId, conversationId, turnId, ct);
        if (live is null) return ended is not null;

        live.Stop(FinishReasons.Cancelled);
        await live.Ended.WaitAsync(ct);
        return true;
    }
}

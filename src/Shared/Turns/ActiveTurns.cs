using System.Collections.Concurrent;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns;

/// <summary>The turns of this process that the store has as running, by conversation. From any thread.</summary>
internal sealed class ActiveTurns
{
    private readonly ConcurrentDictionary<Guid, ActiveTurn> byConversation = [];
    private volatile string? stopping;

    /// <summary>Raised when a turn was added, on the thread that adds it.</summary>
    public event Action? Added;

    public IEnumerable<ActiveTurn> All => byConversation.Select(entry => entry.Value);

    /// <summary>Completes when all have ended that run now, in the store too.</summary>
    public Task AllEnded => Task.WhenAll(All.Select(turn => turn.Stored));

    /// <summary>True once every turn is stopped that still starts.</summary>
    public bool AreStopping => stopping is not null;

    /// <summary>Completes when <see cref="StopAll"/> was called.</summary>
    public Task Stopping => closing.Task;

    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Finds the turn that runs in a conversation.</summary>
    public ActiveTurn? Find(Guid conversationId) => byConversation.GetValueOrDefault(conversationId);

    /// <summary>Adds a turn that was just stored as running. The caller has reserved its conversation.</summary>
    public void Add(ActiveTurn turn)
    {
        byConversation[turn.Turn.ConversationId] = turn;
        Added?.Invoke();
        // After it was added: either StopAll sees the turn, or this sees that it should stop.
        if (stopping is { } reason) turn.Stop(reason);
    }

    /// <summary>Removes a turn whose end is stored.</summary>
    public void Remove(ActiveTurn turn) => byConversation.TryRemove(new(turn.Turn.ConversationId, turn));

    /// <summary>Ends every turn early that runs now, and waits for that; others may start meanwhile.</summary>
    public async Task ClearAsync(string reason)
    {
        foreach (var turn in All) turn.Stop(reason);
        await AllEnded;
    }

    /// <summary>Ends every turn early, also those that have still to start.</summary>
    /// <param name="reason">One of <see cref="FinishReasons"/>.</param>
    public void StopAll(string reason)
    {
        stopping = reason;
        closing.TrySetResult();
        foreach (var turn in All) turn.Stop(reason);
    }
}

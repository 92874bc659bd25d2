using System.Collections.Concurrent;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns;

/// <summary>Keeps this process's turns that the store has as running, by conversation. Any thread can call every member.</summary>
internal sealed class ActiveTurns
{
    private readonly ConcurrentDictionary<Guid, ActiveTurn> byConversation = [];
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? stopping;

    /// <summary>Is raised after a turn was added, on the thread that adds it.</summary>
    public event Action? Added;

    public IEnumerable<ActiveTurn> All => byConversation.Select(entry => entry.Value);

    /// <summary>Completes when all turns that run now have ended, in the store too.</summary>
    public Task AllEnded => Task.WhenAll(All.Select(turn => turn.Stored));

    /// <summary>Completes when <see cref="StopAll"/> is called.</summary>
    public Task Stopping => closing.Task;

    /// <summary>Finds the turn that runs in a conversation.</summary>
    public ActiveTurn? Find(Guid conversationId) => byConversation.GetValueOrDefault(conversationId);

    /// <summary>Adds a turn that was just stored as running. The caller has reserved its conversation.</summary>
    public void Add(ActiveTurn turn)
    {
        byConversation[turn.Turn.ConversationId] = turn;
        Added?.Invoke();
        // This check must follow the addition. Then either StopAll sees the turn, or this check sees that the turn must stop.
        if (stopping is { } reason) turn.Stop(reason);
    }

    /// <summary>Removes a turn whose outcome is stored.</summary>
    public void Remove(ActiveTurn turn) => byConversation.TryRemove(new(turn.Turn.ConversationId, turn));

    /// <summary>Ends every turn that runs now early, and waits until all have ended. Others may start meanwhile.</summary>
    public async Task ClearAsync(string reason)
    {
        var running = All.ToArray();
        foreach (var turn in running) turn.Stop(reason);
        await Task.WhenAll(running.Select(turn => turn.Stored));
    }

    /// <summary>Ends every turn early, including turns that start later.</summary>
    /// <param name="reason">One of <see cref="FinishReasons"/>.</param>
    public void StopAll(string reason)
    {
        stopping = reason;
        closing.TrySetResult();
        foreach (var turn in All) turn.Stop(reason);
    }
}

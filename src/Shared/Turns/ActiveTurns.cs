using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns;

/// <summary>The turns that run in this process, by the id of their user message. From any thread.</summary>
internal sealed class ActiveTurns(
    TurnRunner runner, TurnFinisher commit, TurnSlots places, TimeProvider clock, IOptions<StreamingOptions> options)
{
    /// <summary>Far longer than it takes from a turn's commit to its start.</summary>
    internal static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, (ActiveTurn ActiveTurn, Task Run)> running = [];
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> awaited = [];
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? stopping;

    /// <summary>Raised when a turn runs that has just been begun, on the thread that begins it.</summary>
    public event Action? StartTurnResult;

    public IEnumerable<ActiveTurn> Running => running.Select(turn => turn.Value.ActiveTurn);

    /// <summary>How many turns are waited for that the store says are running and that have not started here yet.</summary>
    public int Awaited => awaited.Count;

    /// <summary>Completes when all have ended that run now.</summary>
    public Task AllEnded => Task.WhenAll(running.Values.Select(turn => turn.Run));

    /// <summary>Completes when a turn has ended for the store too, or could not before the server ended.</summary>
    public Task Over(ActiveTurn activeTurn) => running.TryGetValue(activeTurn.Turn.Id, out var own) && own.ActiveTurn == activeTurn ? own.Run : Task.CompletedTask;

    /// <summary>Runs the turn apart from the request; the caller watches what is returned. It has taken a place for it, which is given back at its end.</summary>
    public ActiveTurn Start(Turn turn)
    {
        var activeTurn = new ActiveTurn(turn, new AnswerBuffer(clock, options.Value.MaxAnswerBytes, options.Value.MaxAnswerTokens));
        if (options.Value.OnDisconnect == StreamingOptions.Cancel) activeTurn.Subscribers.Left += () => _ = StopIfAbandoned(activeTurn);
        // The attempt before has ended for the store, but may still be at its last steps here.
        var before = running.TryGetValue(turn.Id, out var previous) ? previous.Run : Task.CompletedTask;
        var begin = new TaskCompletionSource();
        running[turn.Id] = (activeTurn, Run(activeTurn, begin.Task, before));
        StartTurnResult?.Invoke();
        // After it was added: either StopAll sees the turn, or this sees that it should.
        if (stopping is { } reason) activeTurn.Stop(reason);
        if (awaited.TryRemove(turn.Id, out var waiting)) waiting.TrySetResult();
        // On this thread, until the model's server is asked.
        begin.SetResult();
        return activeTurn;
    }

    /// <summary>A turn that runs; null does not mean that there is none.</summary>
    public ActiveTurn? Find(Guid turnId) => running.TryGetValue(turnId, out var turn) ? turn.ActiveTurn : null;

    /// <summary>
    /// A turn that the store says is running. Between its commit and its start there is a moment, which this waits out; null if it was over before it was found.
    /// </summary>
    /// <param name="isRunning">Asks the store.</param>
    /// <exception cref="TimeoutException">It has not started for <see cref="StartPatience"/>: nobody will.</exception>
    public async Task<ActiveTurn?> FindRunningAsync(Guid turnId, int attempt, Func<ValueTask<bool>> isRunning, CancellationToken ct)
    {
        ActiveTurn? Started() => Find(turnId) is { } found && found.Turn.Attempt >= attempt ? found : null;

        while (true)
        {
            if (Started() is { } found) return found;
            var start = awaited.GetOrAdd(turnId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
            // Once more, now that its start would be heard.
            if (Started() is null && await isRunning())
            {
                try
                {
                    await start.Task.WaitAsync(StartPatience, clock, ct);
                    continue;
                }
                catch (TimeoutException)
                {
                    Forgo(turnId);
                    if (Started() is null) throw;
                }
            }

            // Nothing to wait for, and nothing to be left behind.
            Forgo(turnId);
            return Started();
        }
    }

    /// <summary>Whoever else waits for the same start looks again.</summary>
    private void Forgo(Guid turnId)
    {
        if (awaited.TryRemove(turnId, out var waiting)) waiting.TrySetResult();
    }

    /// <summary>To be called after a conversation is deleted: nobody will read what the model would still write.</summary>
    public void Forget(Guid conversationId)
    {
        foreach (var activeTurn in Running.Where(activeTurn => activeTurn.Turn.ConversationId == conversationId)) activeTurn.Stop(FinishReasons.Interrupted);
    }

    /// <summary>Ends every turn early that runs now, and waits for that; others may begin meanwhile.</summary>
    public async Task ClearAsync(string reason)
    {
        foreach (var activeTurn in Running) activeTurn.Stop(reason);
        await AllEnded;
    }

    /// <summary>Ends every turn early, also those that are still to begin.</summary>
    public void StopAll(string reason)
    {
        stopping = reason;
        closing.TrySetResult();
        foreach (var activeTurn in Running) activeTurn.Stop(reason);
    }

    private async Task Run(ActiveTurn activeTurn, Task begin, Task before)
    {
        await begin;
        await before;
        var id = activeTurn.Turn.Id;
        var outcome = await runner.RunAsync(activeTurn);
        // Before anybody is told, who may have waited for it.
        places.Release(activeTurn.Turn.UserId);
        activeTurn.End(outcome);
        if (outcome is { IsStored: false, Failure: { } failure }) await StoreEndAsync(activeTurn, failure);
        // From now on the store has it. Only itself: the next attempt may have its place already.
        if (running.TryGetValue(id, out var own) && own.ActiveTurn == activeTurn) running.TryRemove(new(id, own));
        activeTurn.Dispose();
    }

    /// <summary>A turn that runs for the store alone would refuse every message until the next start: the store has its end as soon as it takes it.</summary>
    private async Task StoreEndAsync(ActiveTurn activeTurn, Problem failure)
    {
        do await Task.WhenAny(Task.Delay(Pause, clock), closing.Task);
        while (!await commit.TryAgainAsync(activeTurn, failure) && stopping is null);
    }

    /// <summary>Somebody who comes back and leaves again has a grace of their own, which begins then: an earlier one's end decides nothing.</summary>
    private async Task StopIfAbandoned(ActiveTurn activeTurn)
    {
        var leaving = activeTurn.Subscribers.Leavings;
        try
        {
            // Its timer goes with the turn: each reader of each turn would leave one behind otherwise.
            await activeTurn.Ended.WaitAsync(options.Value.DisconnectGrace, clock);
        }
        catch (TimeoutException)
        {
            if (activeTurn.Subscribers.Count == 0 && activeTurn.Subscribers.Leavings == leaving) activeTurn.Stop(FinishReasons.Cancelled);
        }
    }
}

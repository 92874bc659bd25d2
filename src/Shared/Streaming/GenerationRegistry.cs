using System.Collections.Concurrent;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// The turns that run in this process, by the id of their user message. It starts them, and at shutdown ends them so that what they have is kept.
/// The next steps have their place here: joining a running turn, cancelling one, keeping an ended one for replay.
/// </summary>
internal sealed class GenerationRegistry(GenerationRunner runner, IStore store, TimeProvider clock) : IHostedService
{
    private readonly ConcurrentDictionary<Guid, (Generation Generation, Task Run)> running = [];

    /// <summary>Runs the turn apart from the request; the caller subscribes to what is returned.</summary>
    public Generation Start(Turn turn)
    {
        var generation = new Generation(turn);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[turn.Id] = (generation, Run(generation, begin.Task));
        begin.SetResult();
        return generation;
    }

    /// <summary>To be called after a conversation is deleted: nobody will read what the model would still write.</summary>
    public void StopTurnOf(Guid conversationId)
    {
        foreach (var (generation, _) in running.Values)
        {
            if (generation.Turn.ConversationId == conversationId) generation.Stop();
        }
    }

    /// <summary>Before the server listens: a turn that a crash cut off must not keep its conversation waiting.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        await store.WriteAsync(new InterruptUnfinishedTurns(clock.Now()), cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (generation, _) in running.Values) generation.Stop();
        await Task.WhenAll(running.Values.Select(r => r.Run)).WaitAsync(cancellationToken);
    }

    private async Task Run(Generation generation, Task begin)
    {
        await begin;
        await runner.RunAsync(generation);
        running.TryRemove(generation.Turn.Id, out _);
        generation.Dispose();
    }
}

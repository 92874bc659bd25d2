using System.Collections.Concurrent;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// The turns that run in this process, by the id of their user message. It starts them, and at shutdown ends them so that what they have is kept.
/// The next steps have their place here: joining a running turn, cancelling one, keeping an ended one for replay.
/// </summary>
internal sealed partial class GenerationRegistry(GenerationRunner runner, IStore store, TimeProvider clock, ILogger<GenerationRegistry> logger) : IHostedLifecycleService
{
    private readonly ConcurrentDictionary<Guid, (Generation Generation, Task Run)> running = [];
    private volatile bool stopping;

    /// <summary>Runs the turn apart from the request; the caller subscribes to what is returned.</summary>
    public Generation Start(Turn turn)
    {
        var generation = new Generation(turn);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[turn.Id] = (generation, Run(generation, begin.Task));
        begin.SetResult();
        // After it was added: either StoppingAsync sees the turn, or this sees that it should.
        if (stopping) generation.Stop();
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
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var interrupted = await store.WriteAsync(new InterruptUnfinishedTurns(clock.Now()), cancellationToken);
        if (interrupted > 0) LogInterrupted(logger, interrupted);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before the HTTP server is stopped: it waits for the streams that are open, and those end with their turns.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        foreach (var (generation, _) in running.Values) generation.Stop();
        return StopAsync(cancellationToken);
    }

    /// <summary>When no request can begin another turn: waits for the last ones.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(running.Values.Select(r => r.Run)).WaitAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Run(Generation generation, Task begin)
    {
        await begin;
        await runner.RunAsync(generation);
        running.TryRemove(generation.Turn.Id, out _);
        generation.Dispose();
    }

    [LoggerMessage(2005, LogLevel.Warning, "{turns} turns were cut off when the server last ended; they are marked as interrupted")]
    private static partial void LogInterrupted(ILogger logger, int turns);
}

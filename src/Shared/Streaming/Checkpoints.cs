using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// Stores what running turns have written, so that a crash takes no token that is older than <see cref="StreamingOptions.CheckpointInterval"/>. One round
/// serves all turns, and the store commits a round at once; a turn that is over before it is due costs nothing. Where none runs there are no rounds: a server at
/// rest is not woken up. In strict mode each turn sees to itself.
/// </summary>
internal sealed partial class Checkpoints(
    GenerationRegistry generations, IStore store, TimeProvider clock, IOptions<StreamingOptions> options, ILogger<Checkpoints> logger) : IHostedService, IDisposable
{
    // What has waited for six eighths of it is taken, and it is looked every eighth: nothing waits longer than seven, and the last is the commit's.
    private TimeSpan eighth;
    private ITimer? rounds;
    private int going;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsStrict) return Task.CompletedTask;
        // Not before: settings are looked at when all of them can be named that are wrong.
        eighth = options.Value.CheckpointInterval / 8;
        rounds = clock.CreateTimer(static all => ((Checkpoints)all!).Round(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        generations.Begun += Go;
        // Turns that were begun again at the start of the server.
        if (generations.Running.Any()) Go();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        generations.Begun -= Go;
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => rounds?.Dispose();

    private void Go()
    {
        if (Interlocked.Exchange(ref going, 1) == 0) rounds!.Change(eighth, eighth);
    }

    private void Round()
    {
        var any = false;
        foreach (var generation in generations.Running)
        {
            any = true;
            _ = SaveAsync(generation, 6 * eighth);
        }

        if (any) return;
        rounds!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref going, 0);
        // One that has begun meanwhile may have found it going.
        if (generations.Running.Any()) Go();
    }

    private async Task SaveAsync(Generation generation, TimeSpan age)
    {
        if (generation.Answer.TakeUnsaved(age) is not { } piece) return;
        var turn = generation.Turn;
        try
        {
            await store.WriteAsync(new SaveCheckpoint(turn.Id, turn.Attempt, piece, generation.Sent), CancellationToken.None);
            generation.Answer.Saved(piece);
        }
        catch (Exception e)
        {
            // The turn goes on, and the piece is tried again with what comes after it.
            generation.Answer.Saved(null);
            LogNotSaved(logger, e, turn.Id, turn.TraceId);
        }
    }

    [LoggerMessage(2006, LogLevel.Warning, "What turn {turn_id} has written so far could not be stored {trace_id}")]
    private static partial void LogNotSaved(ILogger logger, Exception error, Guid turn_id, string trace_id);
}

using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// Stores what running turns have written, so that a crash takes no token that is older than <see cref="StreamingOptions.CheckpointInterval"/>. One round
/// serves all turns, and the store commits a round at once; a turn that is over before it is due costs nothing. In strict mode each turn sees to itself.
/// </summary>
internal sealed partial class Checkpoints(
    GenerationRegistry generations, IStore store, TimeProvider clock, IOptions<StreamingOptions> options, ILogger<Checkpoints> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.IsStrict) return;

        // What has waited for six eighths of it is taken, and it is looked every eighth: nothing waits longer than seven, and the last is the commit's.
        var eighth = options.Value.CheckpointInterval / 8;
        using var timer = new PeriodicTimer(eighth, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var generation in generations.Running) _ = SaveAsync(generation, 6 * eighth);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends, and so have its turns.
        }
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

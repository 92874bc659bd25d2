using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Stores what running turns have written, so that a crash takes no token that is older than <see cref="StreamingOptions.CheckpointInterval"/>. One round
/// serves all turns, and the store commits a round at once; a turn that is over before it is due costs nothing. Where none runs there are no rounds: a server at
/// rest is not woken up. In strict mode each turn sees to itself.
/// </summary>
internal sealed partial class CheckpointWriter(
    ActiveTurns activeTurns, IStore store, TimeProvider clock, IOptions<StreamingOptions> options, ILogger<CheckpointWriter> logger) : IHostedService, IDisposable
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
        rounds = clock.CreateTimer(static all => ((CheckpointWriter)all!).Round(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activeTurns.Added += Go;
        // Turns that were begun again at the start of the server.
        if (activeTurns.All.Any()) Go();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        activeTurns.Added -= Go;
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
        foreach (var activeTurn in activeTurns.All)
        {
            any = true;
            _ = SaveAsync(activeTurn, 6 * eighth);
        }

        if (any) return;
        rounds!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref going, 0);
        // One that has begun meanwhile may have found it going.
        if (activeTurns.All.Any()) Go();
    }

    private async Task SaveAsync(ActiveTurn activeTurn, TimeSpan age)
    {
        if (activeTurn.Answer.TakeUnsaved(age) is not { } piece) return;
        var turn = activeTurn.Turn;
        try
        {
            await store.WriteAsync(new SaveCheckpoint(turn.ConversationId, turn.Id, turn.Attempt, piece, activeTurn.Sent), CancellationToken.None);
            activeTurn.Answer.Saved(piece);
        }
        catch (Exception e)
        {
            // The turn goes on, and the piece is tried again with what comes after it.
            activeTurn.Answer.Saved(null);
            LogNotSaved(logger, e, turn.Id, turn.TraceId);
        }
    }

    [LoggerMessage(EventIds.CheckpointNotStored, LogLevel.Warning, "Cannot store a checkpoint of turn {turn_id} {trace_id}")]
    private static partial void LogNotSaved(ILogger logger, Exception error, Guid turn_id, string trace_id);
}

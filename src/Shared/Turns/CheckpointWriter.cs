using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Stores the text that running turns have written. A crash then loses no token that is older than
/// <see cref="StreamingOptions.CheckpointInterval"/>. One round serves all turns, and the store commits a round at once. A turn that
/// ends before its checkpoint is due costs nothing. There are no rounds while no turn runs, so they do not wake an idle server.
/// In strict mode each turn stores its own text.
/// </summary>
internal sealed partial class CheckpointWriter(
    ActiveTurns activeTurns, IStore store, TimeProvider clock, IOptions<StreamingOptions> options, ILogger<CheckpointWriter> logger)
    : IHostedService, IDisposable
{
    // A round runs every eighth of the interval and takes text that has waited six eighths. So no text waits longer than seven eighths.
    // The last eighth is left for the commit.
    private TimeSpan eighth;
    private ITimer? rounds;
    private int going;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsStrict) return Task.CompletedTask;
        // The options are read only now, so that the start can report all wrong settings together.
        eighth = options.Value.CheckpointInterval / 8;
        rounds = clock.CreateTimer(
            static all => ((CheckpointWriter)all!).Round(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activeTurns.Added += Go;
        // Turns that the server's start ran again may already be active.
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
        // A turn that has started meanwhile may have seen the timer still running.
        if (activeTurns.All.Any()) Go();
    }

    private async Task SaveAsync(ActiveTurn activeTurn, TimeSpan age)
    {
        if (activeTurn.Answer.TakeUnsaved(age) is not { } piece) return;
        var turn = activeTurn.Turn;
        try
        {
            var command = new SaveCheckpoint(turn.ConversationId, turn.Id, turn.Attempt, piece, activeTurn.Sent, turn.Seams);
            await store.WriteAsync(command, CancellationToken.None);
            activeTurn.Answer.Saved(piece);
        }
        catch (Exception e)
        {
            // The turn continues. The next round tries the piece again, with the text after it.
            activeTurn.Answer.Saved(null);
            // The store tells of a full disk once, and not for each round.
            if (e is not InsufficientStorageException) LogNotSaved(logger, e, turn.Id, turn.TraceId);
        }
    }

    [LoggerMessage(EventIds.CheckpointNotStored, LogLevel.Warning, "Cannot store a checkpoint of turn {turn_id} {trace_id}")]
    private static partial void LogNotSaved(ILogger logger, Exception error, Guid turn_id, string trace_id);
}

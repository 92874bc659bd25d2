using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns;

/// <summary>Repeats what the store did not accept. A turn that runs only in the store would block its conversation.</summary>
internal sealed partial class StoreRetry(ActiveTurns activeTurns, TimeProvider clock, ILogger<StoreRetry> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Repeats the write until it succeeds. Returns false if the server shuts down first; its next start then ends the turn.
    /// </summary>
    /// <param name="write">The write. The caller has logged why it failed.</param>
    public async Task<bool> RunAsync(Func<Task> write)
    {
        while (true)
        {
            // The last try comes after the shutdown has begun.
            var isLast = activeTurns.Stopping.IsCompleted;
            try
            {
                await write();
                return true;
            }
            catch (Exception)
            {
                if (isLast) return false;
                await PauseAsync();
            }
        }
    }

    /// <summary>
    /// Repeats an operation of a running turn while the store's server is away or its disk is full. A write must recognise itself, because
    /// it may have been done.
    /// </summary>
    /// <exception cref="StoreUnavailableException">This server shuts down. Its next start, or another node, then ends the turn.</exception>
    /// <exception cref="InsufficientStorageException">The same, with a full disk.</exception>
    public async ValueTask<T> WhileAwayAsync<T>(Turn turn, Func<ValueTask<T>> operation)
    {
        for (var hasWaited = false; ; hasWaited = true)
        {
            var isLast = activeTurns.Stopping.IsCompleted;
            try
            {
                return await operation();
            }
            catch (Exception e) when (!isLast && e is StoreUnavailableException or InsufficientStorageException)
            {
                if (!hasWaited) LogWaits(logger, e, turn.Id, turn.TraceId);
                await PauseAsync();
            }
        }
    }

    private async Task PauseAsync() => await Task.WhenAny(Task.Delay(Pause, clock), activeTurns.Stopping);

    [LoggerMessage(EventIds.TurnWaits, LogLevel.Warning, "Turn {turn_id} waits for the store {trace_id}")]
    private static partial void LogWaits(ILogger logger, Exception error, Guid turn_id, string trace_id);
}

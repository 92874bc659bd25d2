namespace SamosaChaat.Shared.Turns;

/// <summary>Repeats a write that the store did not accept. A turn that runs only in the store would block its conversation.</summary>
internal sealed class StoreRetry(ActiveTurns activeTurns, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Repeats the write until it succeeds. Returns false if the server shuts down first; its next start then ends the turn.
    /// </summary>
    /// <param name="write">The write. The caller has logged why it failed.</param>
    public async Task<bool> RunAsync(Func<Task> write)
    {
        bool isLast;
        do
        {
            // The last try comes after the shutdown has begun.
            isLast = activeTurns.Stopping.IsCompleted;
            try
            {
                await write();
                return true;
            }
            catch (Exception)
            {
                if (!isLast) await Task.WhenAny(Task.Delay(Pause, clock), activeTurns.Stopping);
            }
        }
        while (!isLast);

        return false;
    }
}

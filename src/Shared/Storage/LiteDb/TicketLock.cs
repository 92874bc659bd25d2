namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Lets one caller in at a time, in the order of arrival. .NET's own lock lets the quickest caller go first.
/// Many readers would then keep the writer out.
/// </summary>
internal sealed class TicketLock
{
    // A thread waits for only one lock at a time, so it needs one semaphore for all locks.
    [ThreadStatic]
    private static SemaphoreSlim? mine;

    private readonly Lock gate = new();
    private readonly Queue<SemaphoreSlim> waiting = new();
    private bool taken;

    public T Run<T>(Func<T> action)
    {
        Enter();
        try
        {
            return action();
        }
        finally
        {
            Leave();
        }
    }

    private void Enter()
    {
        SemaphoreSlim turn;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return;
            }

            waiting.Enqueue(turn = mine ??= new SemaphoreSlim(0));
        }

        turn.Wait();
    }

    /// <summary>Passes the lock to the next caller and wakes only that one. The lock is never free, so none overtakes.</summary>
    private void Leave()
    {
        SemaphoreSlim? next;
        lock (gate)
        {
            taken = waiting.TryDequeue(out next);
        }

        next?.Release();
    }
}

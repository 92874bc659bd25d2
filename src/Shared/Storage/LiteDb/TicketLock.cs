namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Lets one caller in at a time, in the order of arrival. .NET's own lock lets whoever is quickest go first.
/// Many readers would keep the writer out then.
/// </summary>
internal sealed class TicketLock
{
    // A thread waits for one lock at a time, so it needs one of these for all of them.
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

    /// <summary>Hands the lock to the next caller, who alone is woken. It is never free in between, so nobody can overtake.</summary>
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

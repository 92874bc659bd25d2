using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Reserves conversations in memory. Only one request at a time can then start a turn in a conversation. A reservation lasts from before
/// the turn is written until the turn is active. Requests that look for the turn wait for the reservation. They need not ask the store
/// again and again. Any thread can call every member. Waiting requests get their turn in the order of arrival.
/// </summary>
internal sealed class Reservations(TimeProvider clock)
{
    /// <summary>
    /// The longest wait. A reservation lasts for a commit, or until a cancelled turn is stored. It lasts longer only if the store fails.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, Queue<TaskCompletionSource>> held = [];

    /// <summary>The number of reserved conversations.</summary>
    public int Count
    {
        get
        {
            lock (held) return held.Count;
        }
    }

    /// <summary>Waits until the conversation is free and reserves it until the result is disposed of.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up. Nothing is reserved.</exception>
    /// <exception cref="UnavailableException">The conversation was not free within <see cref="Patience"/>.</exception>
    public async ValueTask<Reservation> TakeAsync(Guid conversationId, CancellationToken ct)
    {
        TaskCompletionSource waiter;
        lock (held)
        {
            if (held.TryAdd(conversationId, [])) return new(this, conversationId);
            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            held[conversationId].Enqueue(waiter);
        }

        try
        {
            await waiter.Task.WaitAsync(Patience, clock, ct);
        }
        catch (Exception e)
        {
            // The reservation may have been granted at the same moment. It then goes to the next caller.
            if (!waiter.TrySetCanceled(CancellationToken.None)) Release(conversationId);
            if (e is TimeoutException) throw new UnavailableException("The store does not answer in time. Try again.");
            throw;
        }

        return new(this, conversationId);
    }

    private void Release(Guid conversationId)
    {
        lock (held)
        {
            var waiting = held[conversationId];
            while (waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult()) return;
            }

            held.Remove(conversationId);
        }
    }

    /// <summary>Reserves one conversation for one request. Dispose of it once.</summary>
    internal readonly struct Reservation(Reservations all, Guid conversationId) : IDisposable
    {
        public void Dispose() => all.Release(conversationId);
    }
}

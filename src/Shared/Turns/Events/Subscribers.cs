namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// Counts a turn's subscribers and notifies when the last one leaves. Their number has no limit.
/// <see cref="StreamingOptions.ReaderBufferBytes"/> limits how far one may fall behind.
/// </summary>
internal sealed class Subscribers
{
    private int count;
    private int leavings;

    /// <summary>Is raised when no subscriber is left. A subscriber may still come back.</summary>
    public event Action? Left;

    public int Count => Volatile.Read(ref count);

    /// <summary>The number of times that the last subscriber has left. It tells one departure from the next.</summary>
    public int Leavings => Volatile.Read(ref leavings);

    /// <summary>Subscribes until the result is disposed of. Dispose of it once.</summary>
    public IDisposable Add()
    {
        Interlocked.Increment(ref count);
        return new Subscription(this);
    }

    private sealed class Subscription(Subscribers all) : IDisposable
    {
        public void Dispose()
        {
            if (Interlocked.Decrement(ref all.count) > 0) return;
            Interlocked.Increment(ref all.leavings);
            all.Left?.Invoke();
        }
    }
}

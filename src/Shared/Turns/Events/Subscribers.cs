namespace SamosaChaat.Shared.Turns.Events;

/// <summary>How many clients watch a turn, and a word when the last one is gone.</summary>
internal sealed class Subscribers
{
    private int count;
    private int leavings;

    /// <summary>Raised when nobody watches any more; somebody may come back.</summary>
    public event Action? Left;

    public int Count => Volatile.Read(ref count);

    /// <summary>How often the last one has left, by which one leaving is told from the next.</summary>
    public int Leavings => Volatile.Read(ref leavings);

    /// <summary>Watches until what is returned is disposed of, which is to be done once.</summary>
    public IDisposable Add()
    {
        Interlocked.Increment(ref count);
        return new Watcher(this);
    }

    private sealed class Watcher(Subscribers all) : IDisposable
    {
        public void Dispose()
        {
            if (Interlocked.Decrement(ref all.count) > 0) return;
            Interlocked.Increment(ref all.leavings);
            all.Left?.Invoke();
        }
    }
}

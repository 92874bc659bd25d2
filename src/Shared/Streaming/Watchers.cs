namespace SamosaChaat.Shared.Streaming;

/// <summary>How many clients watch a turn, and a word when the last one is gone.</summary>
internal sealed class Watchers
{
    private int count;

    /// <summary>Raised when nobody watches any more; somebody may come back.</summary>
    public event Action? Left;

    public int Count => Volatile.Read(ref count);

    /// <summary>Watches until what is returned is disposed of, which is to be done once.</summary>
    public IDisposable Add()
    {
        Interlocked.Increment(ref count);
        return new Watcher(this);
    }

    private sealed class Watcher(Watchers all) : IDisposable
    {
        public void Dispose()
        {
            if (Interlocked.Decrement(ref all.count) == 0) all.Left?.Invoke();
        }
    }
}

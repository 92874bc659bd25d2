using System.Threading.Tasks.Sources;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// What one reader of a log waits for: more events, a tick of its clock, or the end of its client. It is made once and waited for again and again, since a promise for
/// each event would be most of what a reader costs. One thread waits; any may wake it, also when there is nothing to see.
/// </summary>
internal sealed class ReaderSignal : IValueTaskSource, IDisposable
{
    private readonly CancellationTokenRegistration leaving;
    private readonly CancellationToken gone;
    private ManualResetValueTaskSourceCore<bool> source;
    private int waiting;
    private volatile bool ticked;

    /// <param name="gone">Cancelled when the client is gone, which wakes as well.</param>
    public ReaderSignal(CancellationToken gone)
    {
        this.gone = gone;
        leaving = gone.UnsafeRegister(static signal => ((ReaderSignal)signal!).Wake(), this);
    }

    /// <summary>True while a log has it among those to be woken. The log's own, under its lock.</summary>
    public bool IsListed { get; set; }

    /// <summary>Waits until there is something beyond <paramref name="position"/>, or another reason to look.</summary>
    public ValueTask WaitAsync(EventLog log, int position)
    {
        source.Reset();
        Interlocked.Exchange(ref waiting, 1);
        // Only now: what happened before has woken nobody.
        if (!log.WillWake(this, position) || ticked || gone.IsCancellationRequested) Wake();
        return new(this, source.Version);
    }

    /// <param name="here">True lets whoever waits go on at once, on this thread, until it waits again.</param>
    public void Wake(bool here = false)
    {
        if (Interlocked.Exchange(ref waiting, 0) != 1) return;
        source.RunContinuationsAsynchronously = !here;
        source.SetResult(true);
    }

    public void Tick()
    {
        ticked = true;
        Wake();
    }

    /// <summary>True once for a tick.</summary>
    public bool TakeTick()
    {
        var had = ticked;
        if (had) ticked = false;
        return had;
    }

    public void Dispose() => leaving.Dispose();

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);
}

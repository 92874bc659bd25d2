using System.Threading.Tasks.Sources;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// Wakes one subscriber of a log when it has a reason to look: more events, a tick of its clock, or the end of its client. The
/// subscriber uses one signal again and again, because a promise for each event would be most of its cost. One thread waits. Any thread
/// may wake it, even if there is nothing to see.
/// </summary>
internal sealed class SubscriberSignal : IValueTaskSource, IDisposable
{
    private readonly CancellationTokenRegistration leaving;
    private readonly CancellationToken gone;
    private ManualResetValueTaskSourceCore<bool> source;
    private int waiting;
    private volatile bool ticked;

    /// <param name="gone">Is cancelled when the client is gone, which also wakes the subscriber.</param>
    public SubscriberSignal(CancellationToken gone)
    {
        this.gone = gone;
        leaving = gone.UnsafeRegister(static signal => ((SubscriberSignal)signal!).Wake(), this);
    }

    /// <summary>True while a log has this signal in its list of waiting subscribers. Only the log uses it, under its lock.</summary>
    public bool IsListed { get; set; }

    /// <summary>Waits until there are bytes after <paramref name="position"/>, or until there is another reason to look.</summary>
    public ValueTask WaitAsync(EventLog log, int position)
    {
        source.Reset();
        Interlocked.Exchange(ref waiting, 1);
        // This check comes last, because anything that happened before waiting was set has woken no subscriber.
        if (!log.WillWake(this, position) || ticked || gone.IsCancellationRequested) Wake();
        return new(this, source.Version);
    }

    /// <param name="here">True to run the continuation at once, on this thread, until the subscriber waits again.</param>
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

    /// <summary>Returns true once for a tick.</summary>
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

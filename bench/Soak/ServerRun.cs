using System.Diagnostics;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Soak;

/// <summary>A server process from its start to its end, and the connections to it.</summary>
/// <param name="busyAfter">So many events.</param>
internal class ServerRun(int number, ServerProcess process, int busyAfter) : IAsyncDisposable
{
    private readonly TaskCompletionSource busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int quietFor = busyAfter;
    private long endsAt;

    public int Number => number;

    public ServerProcess Process => process;

    public HttpClient Http { get; } = new() { BaseAddress = process.Address, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Set before it is killed or asked to end: from then on connections may break.</summary>
    public bool IsEnding => Volatile.Read(ref endsAt) != 0;

    /// <summary>Connections may break, and requests may be refused with 503.</summary>
    public virtual bool MayBreak => IsEnding;

    /// <summary>
    /// It is one of several on one store, and may stand still or lose the store: another one may end its turns, a request may arrive long after its client has
    /// given it up, and what a client has read of it may be lost.
    /// </summary>
    public virtual bool IsNode => false;

    /// <summary>How long an answer may take to begin.</summary>
    public virtual TimeSpan Longest => TimeSpan.FromSeconds(60);

    /// <summary>How long a stream may be silent for its next reader. The server's own patience with the model is far shorter.</summary>
    public virtual TimeSpan NextSilence() => TimeSpan.FromSeconds(30);

    /// <summary>By SIGKILL, not by SIGTERM.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>Completes when people have read events from it: who kills it sooner finds nobody at work.</summary>
    public Task Busy => busy.Task;

    public void SentEvent()
    {
        if (Interlocked.Decrement(ref quietFor) == 0) busy.SetResult();
    }

    /// <summary>How long before the end this was; negative if after.</summary>
    public TimeSpan BeforeEnd(long timestamp) => Stopwatch.GetElapsedTime(timestamp, Volatile.Read(ref endsAt));

    public Task KillAsync()
    {
        IsKilled = true;
        Volatile.Write(ref endsAt, Stopwatch.GetTimestamp());
        return process.KillAsync();
    }

    public Task<int> TerminateAsync()
    {
        Volatile.Write(ref endsAt, Stopwatch.GetTimestamp());
        return process.TerminateAsync(TimeSpan.FromSeconds(60));
    }

    // Not its connections: readers may still be busy with what it had sent. They break by themselves.
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return process.DisposeAsync();
    }
}

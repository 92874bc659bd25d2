using System.Diagnostics;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Soak;

/// <summary>A server process from its start to its end, and the connections to it.</summary>
/// <param name="busyAfter">So many events.</param>
internal sealed class ServerRun(int number, ServerProcess process, int busyAfter) : IAsyncDisposable
{
    private readonly TaskCompletionSource busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int quietFor = busyAfter;
    private long endsAt;

    public int Number => number;

    public ServerProcess Process => process;

    public HttpClient Http { get; } = new() { BaseAddress = process.Address, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Set before it is killed or asked to end: from then on connections may break.</summary>
    public bool IsEnding => Volatile.Read(ref endsAt) != 0;

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
    public ValueTask DisposeAsync() => process.DisposeAsync();
}

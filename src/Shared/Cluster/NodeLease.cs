using System.Diagnostics;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Tells whether this node may act: publish events and end turns. A node whose store belongs to it alone always may. Any thread can call
/// every member. It always goes by the real time, as the database does.
/// </summary>
internal sealed class NodeLease
{
    private readonly Lock gate = new();
    private TaskCompletionSource held = Completed();
    private long renewedAt;
    private TimeSpan? duration;

    /// <summary>Is raised when another node has taken this node's turns, before this node may act again.</summary>
    public event Action? Fenced;

    /// <summary>True if this node may act now.</summary>
    public bool IsHeld => duration is not { } lease || Stopwatch.GetElapsedTime(Volatile.Read(ref renewedAt)) < lease;

    /// <summary>Completes when this node may act, or when it ends its membership.</summary>
    public async ValueTask HeldAsync(CancellationToken ct)
    {
        while (!IsHeld)
        {
            Task next;
            lock (gate)
            {
                if (held.Task.IsCompleted) held = new(TaskCreationOptions.RunContinuationsAsynchronously);
                next = held.Task;
            }

            // A renewal between the two checks completed the previous task.
            if (IsHeld) return;
            await next.WaitAsync(ct);
        }
    }

    /// <summary>Requires heartbeats from now on. The node must not act before the first one.</summary>
    public void Require(TimeSpan lease)
    {
        renewedAt = Stopwatch.GetTimestamp() - (long)(lease.TotalSeconds * Stopwatch.Frequency);
        duration = lease;
    }

    /// <param name="startedAt">The time before the heartbeat was sent, which is not later than the server's time of it.</param>
    public void Renewed(long startedAt)
    {
        Volatile.Write(ref renewedAt, startedAt);
        lock (gate) held.TrySetResult();
    }

    /// <summary>Tells all parts of the program that the node's turns are no longer its own.</summary>
    public void Lost() => Fenced?.Invoke();

    /// <summary>Lets everything continue, because the node has ended its membership and its turns.</summary>
    public void End()
    {
        duration = null;
        lock (gate) held.TrySetResult();
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}

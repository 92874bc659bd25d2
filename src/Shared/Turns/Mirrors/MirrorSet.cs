using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>Keeps one mirror for each turn of another node that is read on this one. Any thread can call every member.</summary>
internal sealed partial class MirrorSet
{
    /// <summary>The time for which a mirror waits for its first subscriber, who comes at once.</summary>
    private static readonly TimeSpan FirstGrace = TimeSpan.FromSeconds(30);

    /// <summary>The time for which a mirror outlives its last subscriber, who may come back at once.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<RemoteTurn, Mirror> open = [];
    private readonly Membership membership;
    private readonly RemoteTurns remote;
    private readonly ActiveTurns activeTurns;
    private readonly MirrorMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger<MirrorSet> logger;

    public MirrorSet(
        Membership membership,
        RemoteTurns remote,
        ActiveTurns activeTurns,
        MirrorMetrics metrics,
        TimeProvider clock,
        ILogger<MirrorSet> logger)
    {
        (this.membership, this.remote, this.activeTurns, this.metrics) = (membership, remote, activeTurns, metrics);
        (this.clock, this.logger) = (clock, logger);
        // The server waits for its open streams. Their turns continue on other nodes, and so can their clients.
        _ = activeTurns.Stopping.ContinueWith(_ => EndAll(_ => true), TaskScheduler.Default);
    }

    /// <summary>
    /// Opens the turn for a subscriber, who subscribes at once. Returns null if the turn does not run where the store has it.
    /// </summary>
    /// <exception cref="Http.UnavailableException">The other node does not answer.</exception>
    public async Task<ILiveTurn?> OpenAsync(RemoteTurn turn, CancellationToken ct)
    {
        Mirror? mirror;
        lock (open)
        {
            if (!open.TryGetValue(turn, out mirror))
            {
                if (activeTurns.Stopping.IsCompleted) throw NodeClient.Silent(cause: null);
                mirror = new Mirror(turn, remote, metrics, clock);
                if (open.Count == 0) membership.SawNodes += EndThoseOfOthers;
                open.Add(turn, mirror);
                _ = RunAsync(mirror);
            }
        }

        return await mirror.Opened.WaitAsync(ct) ? mirror : null;
    }

    private async Task RunAsync(Mirror mirror)
    {
        // Leaves the lock of the caller.
        await PoolThread.YieldAsync();
        var copy = mirror.RunAsync();
        mirror.Subscribers.Left += () => _ = EndUnreadAsync(mirror, copy, Grace);
        _ = EndUnreadAsync(mirror, copy, FirstGrace);
        var failure = await copy;
        Remove(mirror);
        mirror.Dispose();
        if (failure is null) return;
        metrics.Failed();
        LogBroken(logger, failure, mirror.Turn.TurnId, mirror.Turn.NodeId);
    }

    /// <summary>Ends a mirror that has no subscriber until the time is over. One that comes and leaves starts another such time.</summary>
    private async Task EndUnreadAsync(Mirror mirror, Task copy, TimeSpan after)
    {
        var leaving = mirror.Subscribers.Leavings;
        try
        {
            await copy.WaitAsync(after, clock);
        }
        catch (TimeoutException)
        {
            if (mirror.Subscribers.Count > 0 || mirror.Subscribers.Leavings != leaving) return;
            // The next subscriber opens another one.
            Remove(mirror);
            await mirror.EndAsync();
        }
    }

    private void Remove(Mirror mirror)
    {
        lock (open)
        {
            if (open.GetValueOrDefault(mirror.Turn) != mirror) return;
            open.Remove(mirror.Turn);
            if (open.Count == 0) membership.SawNodes -= EndThoseOfOthers;
        }
    }

    /// <summary>Ends the mirrors of nodes that are gone. Whatever such a node still sends is not to be published.</summary>
    private void EndThoseOfOthers(IReadOnlySet<Guid> nodes, long askedAt) =>
        EndAll(mirror => mirror.CreatedAt < askedAt && !nodes.Contains(mirror.Turn.NodeId));

    private void EndAll(Func<Mirror, bool> which)
    {
        lock (open)
        {
            foreach (var mirror in open.Values.Where(which)) _ = mirror.EndAsync();
        }
    }

    [LoggerMessage(EventIds.MirrorBroken, LogLevel.Warning, "Node {node_id} no longer sends turn {turn_id}")]
    private static partial void LogBroken(ILogger logger, Exception error, Guid turn_id, Guid node_id);
}

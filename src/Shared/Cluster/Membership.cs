using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Makes this process a node of the store's cluster, if several nodes can share the store. Sends heartbeats on a thread and a connection of
/// its own, so that nothing else delays them. Deletes the rows of nodes that are gone (docs/decisions/0027).
/// </summary>
internal sealed class Membership(
    Store store,
    NodeLease lease,
    NodeListener listener,
    Revocations revocations,
    SharedClock clock,
    ClusterSecret secret,
    ClusterMetrics metrics,
    DataFolder folder,
    IOptions<ClusterOptions> options,
    ILogger<Membership> logger)
    : IHostedService, IDisposable
{
    // The clocks of servers that ask a time server differ by less.
    private static readonly TimeSpan NotableSkew = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim ending = new();
    private NodeTable? table;
    private Thread? heartbeats;
    private Guid id;

    // The same, for other threads, which must not see half of a change.
    private volatile object nodeId = Guid.Empty;
    private bool warnedOfKeys;

    // The start of the time in which the database has answered every heartbeat. Null after a failure.
    private long? steadySince;

    /// <summary>Is raised after each heartbeat with which this node may judge others, on the thread of the heartbeats.</summary>
    public event Action? SawOthers;

    /// <summary>
    /// Is raised after a heartbeat with the nodes that there are, on the thread of the heartbeats. A node that joined after the time of the
    /// question may be missing. Nobody asks the database for them while nobody listens.
    /// </summary>
    public event Action<IReadOnlySet<Guid>, long>? SawNodes;

    /// <summary>The id of this node. Empty if it is none.</summary>
    public Guid NodeId => (Guid)nodeId;
    /// <summary>This node, as its last heartbeat found it. Null if the store belongs to this process alone.</summary>
    public NodeStatus? Status { get; private set; }

    private bool JudgesOthers =>
        steadySince is { } since && Stopwatch.GetElapsedTime(since) >= options.Value.Lease + options.Value.Heartbeat;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (store.Engine.Name == StorageOptions.Postgres) Begin((PostgresEngine)store.Engine);
        return Task.CompletedTask;
    }

    /// <summary>Leaves the cluster. The server has ended its turns before.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        ending.Set();
        heartbeats?.Join();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        ending.Set();
        heartbeats?.Join();
        table?.Dispose();
        ending.Dispose();
    }

    // A method of its own, because .NET may load all that a method names. A server on SQLite must not load Npgsql.
    private void Begin(PostgresEngine engine)
    {
        table = new NodeTable(engine.Connections, options.Value.Lease);
        lease.Require(options.Value.Lease);
        // Only one process at a time has the folder. So the node that had it before has ended.
        if (Guid.TryParse(folder.Note, out var before)) table.Leave(before);
        var startedAt = Stopwatch.GetTimestamp();
        Join(engine);
        Renew(startedAt);
        heartbeats = new Thread(() => Beat(engine)) { Name = "heartbeats", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        heartbeats.Start();
    }

    private void Join(PostgresEngine engine)
    {
        // A node that was fenced must not come back as the one that it was.
        id = Guid.CreateVersion7();
        table!.Join(id, listener.Address?.OriginalString ?? Environment.MachineName);
        nodeId = id;
        folder.Note = id.ToString();
        engine.Fence(id);
        logger.Joined(id);
    }

    private void Beat(PostgresEngine engine)
    {
        while (!ending.Wait(options.Value.Heartbeat))
        {
            try
            {
                BeatOnce(engine);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
            {
                if (steadySince is not null) logger.NotAnswered(e);
                steadySince = null;
                metrics.Failed();
                table!.Close();
            }
        }

        try
        {
            table!.Leave(id);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            // Another node finds the row expired.
        }

        lease.End();
    }

    private void BeatOnce(PostgresEngine engine)
    {
        var startedAt = Stopwatch.GetTimestamp();
        if (!Renew(startedAt))
        {
            logger.Fenced(id);
            lease.Lost();
            Join(engine);
            if (!Renew(startedAt)) return;
        }

        metrics.Answered(startedAt);
        if (!JudgesOthers) return;
        var gone = table!.Reap(id);
        if (gone > 0) logger.Gone(gone);
        table.RemoveOldRevocations();
        SawOthers?.Invoke();
    }

    /// <summary>Sends one heartbeat. Returns false if another node has deleted this node's row.</summary>
    private bool Renew(long startedAt)
    {
        var before = TimeProvider.System.GetUtcNow();
        if (table!.Renew(id) is not { } news) return false;
        Correct(SharedClock.SkewOf(news.Time, before, TimeProvider.System.GetUtcNow()));
        // Before the lease is valid: a cache must not answer from before the node was away.
        revocations.Tell(news.Revoked);
        // A node that could not ask for a while, or that slept, must not judge others: the database may have been away for all of them.
        if (!lease.IsHeld) steadySince = null;
        lease.Renewed(startedAt);
        steadySince ??= startedAt;
        if (SawNodes is { } saw)
        {
            var askedAt = Stopwatch.GetTimestamp();
            saw(table.All(), askedAt);
        }

        metrics.Nodes = news.Nodes;
        if (news.Nodes > 1 && !secret.IsSet && !warnedOfKeys) logger.KeysNotShared(news.Nodes);
        warnedOfKeys |= news.Nodes > 1;
        Status = new(id, news.Time + options.Value.Lease, JudgesOthers, news.Nodes);
        return true;
    }

    private void Correct(TimeSpan skew)
    {
        var (isWide, wasWide) = (skew.Duration() > NotableSkew, clock.Skew.Duration() > NotableSkew);
        if (isWide && !wasWide) logger.ClockDiffers(skew);
        clock.Skew = skew;
    }
}

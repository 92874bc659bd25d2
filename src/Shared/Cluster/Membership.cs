using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Makes this process a node of the store's cluster, if several nodes can share the store. Sends heartbeats on a thread and a connection of
/// its own, so that nothing else delays them. Deletes the rows of nodes that are gone (docs/decisions/0027).
/// </summary>
internal sealed partial class Membership(
    Store store, NodeLease lease, NodeListener listener, DataFolder folder, IOptions<ClusterOptions> options, ILogger<Membership> logger)
    : IHostedService, IDisposable
{
    private readonly ManualResetEventSlim ending = new();
    private NodeTable? table;
    private Thread? heartbeats;
    private Guid id;

    // The same, for other threads, which must not see half of a change.
    private volatile object nodeId = Guid.Empty;

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
        Join(engine);
        heartbeats = new Thread(() => Beat(engine)) { Name = "heartbeats", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        heartbeats.Start();
    }

    private void Join(PostgresEngine engine)
    {
        // A node that was fenced must not come back as the one that it was.
        id = Guid.CreateVersion7();
        var startedAt = Stopwatch.GetTimestamp();
        table!.Join(id, listener.Address?.OriginalString ?? Environment.MachineName);
        nodeId = id;
        folder.Note = id.ToString();
        engine.Fence(id);
        lease.Renewed(startedAt);
        LogJoined(logger, id);
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
                if (steadySince is not null) LogSilent(logger, e);
                steadySince = null;
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
        if (!table!.Renew(id))
        {
            LogFenced(logger, id);
            lease.Lost();
            Join(engine);
        }

        // A node that could not ask for a while, or that slept, must not judge others: the database may have been away for all of them.
        if (!lease.IsHeld) steadySince = null;
        lease.Renewed(startedAt);
        steadySince ??= startedAt;
        if (SawNodes is { } saw)
        {
            var askedAt = Stopwatch.GetTimestamp();
            saw(table.All(), askedAt);
        }

        if (Stopwatch.GetElapsedTime(steadySince.Value) < options.Value.Lease + options.Value.Heartbeat) return;
        var gone = table.Reap(id);
        if (gone > 0) LogGone(logger, gone);
        SawOthers?.Invoke();
    }

    [LoggerMessage(EventIds.NodeJoined, LogLevel.Debug, "Joined the cluster as node {node_id}")]
    private static partial void LogJoined(ILogger logger, Guid node_id);

    [LoggerMessage(EventIds.NodeFenced, LogLevel.Warning, "Another node took over the turns of node {node_id}, which did not answer in time")]
    private static partial void LogFenced(ILogger logger, Guid node_id);

    [LoggerMessage(EventIds.NodesGone, LogLevel.Warning, "{nodes} nodes of the cluster are gone")]
    private static partial void LogGone(ILogger logger, int nodes);

    [LoggerMessage(EventIds.HeartbeatFailed, LogLevel.Warning, "The database does not answer the heartbeat")]
    private static partial void LogSilent(ILogger logger, Exception error);
}

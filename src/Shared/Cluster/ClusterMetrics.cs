using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Measures this node for the server's operator. Without a cluster there are no instruments. Any thread can call every member.
/// </summary>
internal sealed class ClusterMetrics
{
    private readonly Histogram<double>? heartbeat;
    private readonly Counter<long>? failures;
    private readonly Counter<long>? takeovers;

    public ClusterMetrics(IMeterFactory meters, NodeLease lease, IOptions<StorageOptions> storage)
    {
        if (storage.Value.IsFile) return;
        var meter = meters.Create(Instrumentation.Name);
        heartbeat = meter.Histogram(
            "samosachaat.cluster.heartbeat.duration", "s", "The time from a heartbeat until the database answered it.",
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5);
        failures = meter.CreateCounter<long>(
            "samosachaat.cluster.heartbeat.failures", "{heartbeat}", "The number of heartbeats that the database did not answer.");
        takeovers = meter.CreateCounter<long>(
            "samosachaat.cluster.takeovers", "{turn}", "The number of turns of nodes that were gone, by what this node did with them.");
        meter.CreateObservableGauge("samosachaat.cluster.nodes", () => Nodes, "{node}", "The number of nodes with a valid lease.");
        meter.CreateObservableGauge(
            "samosachaat.cluster.lease.held", () => lease.IsHeld ? 1 : 0, "{lease}", "1 while this node may act, and else 0.");
    }

    /// <summary>The number of nodes with a valid lease, as the last heartbeat has seen it.</summary>
    public int Nodes { private get; set; }

    /// <param name="startedAt">The time before the heartbeat was sent.</param>
    public void Answered(long startedAt) => heartbeat?.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);

    public void Failed() => failures?.Add(1);

    /// <summary>Counts turns of other nodes that this node has ended.</summary>
    public void Interrupted(int turns) => Count(turns, "interrupted");

    /// <summary>Counts turns of other nodes that this node goes on with.</summary>
    public void Continued(int turns) => Count(turns, "continued");

    /// <summary>Counts a turn of another node that this node has also started again.</summary>
    public void Restarted() => Count(1, "restarted");

    private void Count(int turns, string action)
    {
        if (turns > 0) takeovers?.Add(turns, new KeyValuePair<string, object?>("samosachaat.action", action));
    }
}

using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Cluster;

/// <summary>Writes what happens to this node, and what it sees of others, to the log.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(EventIds.NodeJoined, LogLevel.Debug, "Joined the cluster as node {node_id}")]
    public static partial void Joined(this ILogger logger, Guid node_id);

    [LoggerMessage(
        EventIds.NodeFenced, LogLevel.Warning,
        "Another node took over the turns of node {node_id}, which did not answer in time")]
    public static partial void Fenced(this ILogger logger, Guid node_id);

    [LoggerMessage(EventIds.NodesGone, LogLevel.Warning, "{nodes} nodes of the cluster are gone")]
    public static partial void Gone(this ILogger logger, int nodes);

    [LoggerMessage(
        EventIds.KeysNotShared, LogLevel.Warning,
        "{nodes} servers share the database without Cluster:Secret: each needs the same signing key file, and serves its own turns only")]
    public static partial void KeysNotShared(this ILogger logger, int nodes);

    [LoggerMessage(EventIds.ClockDiffers, LogLevel.Warning, "The database's clock is {skew} ahead of this machine's; set the clocks")]
    public static partial void ClockDiffers(this ILogger logger, TimeSpan skew);

    [LoggerMessage(EventIds.HeartbeatFailed, LogLevel.Warning, "The database does not answer the heartbeat")]
    public static partial void NotAnswered(this ILogger logger, Exception error);
}

using System.Diagnostics;

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>
/// Checks that a turn ends within two heartbeats and 2 s after its node's lease, so a lease and as much after that node's last heartbeat. The
/// time counts while there is a node that may judge others: for a lease and two heartbeats nothing has happened to it or to the database.
/// </summary>
internal sealed class OwnerlessCheck(ClusterState cluster, Lateness lateness) : ISampleCheck
{
    private static readonly TimeSpan AtMost = (2 * ClusterOptions.Heartbeat) + TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Steady = ClusterOptions.Lease + (2 * ClusterOptions.Heartbeat);

    private readonly Dictionary<(Guid, int), long> since = [];
    private long? judgeSince;

    public void See(Sample sample)
    {
        judgeSince = Judge(sample.At) ? judgeSince ?? sample.At : null;
        var ownerless = sample.Running.Where(turn => !turn.HasOwner).ToArray();
        foreach (var over in since.Keys.Except(ownerless.Select(turn => turn.Key)).ToArray()) since.Remove(over);
        foreach (var turn in ownerless)
        {
            since.TryAdd(turn.Key, sample.At);
            if (judgeSince is not { } judged || since[turn.Key] == long.MaxValue) continue;
            var start = Math.Max(since[turn.Key], judged);
            var counted = Stopwatch.GetElapsedTime(start, sample.At);
            if (counted <= AtMost + lateness.Between(start, sample.At)) continue;
            cluster.Tally.Violation("a turn runs without an owner", $"{turn}, for {counted.TotalSeconds:F1} s");
            since[turn.Key] = long.MaxValue;
        }
    }

    private bool Judge(long now) => Stopwatch.GetElapsedTime(cluster.DatabaseDisturbedAt, now) > Steady
        && cluster.Nodes.Any(node => node is { Run: not null, QuietSince: { } quiet } && Stopwatch.GetElapsedTime(quiet, now) > Steady);
}

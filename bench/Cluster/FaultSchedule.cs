using System.Collections.Concurrent;
using System.Diagnostics;
using SamosaChaat.Bench.Cluster.Faults;

namespace SamosaChaat.Bench.Cluster;

/// <summary>Lets a fault happen every few seconds. Which ones, where and for how long is a function of the seed.</summary>
internal sealed class FaultSchedule(ClusterState cluster)
{
    private readonly Random random = new(cluster.Seed);
    private readonly IFault[] faults = AllFaults.Named(cluster.Options.Faults);
    private readonly ConcurrentDictionary<string, int> counts = [];
    private readonly List<Task> happening = [];

    /// <summary>How many there were, by name.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>Returns when the time is over, and every fault is undone.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            // All is drawn before anything depends on what else is going on.
            var (fault, node, seed) = (faults[random.Next(faults.Length)], random.Next(cluster.Nodes.Count), random.Next());
            await Task.Delay(random.Next(1_000, 4_000), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) break;
            await BeginAsync(fault, node, new(seed), over);
            foreach (var ended in happening.Where(task => task.IsCompleted)) await ended;
            happening.RemoveAll(task => task.IsCompleted);
        }

        await Task.WhenAll(happening);
    }

    private async Task BeginAsync(IFault fault, int drawn, Random own, CancellationToken over)
    {
        if (fault is INodeFault ofNode)
        {
            var node = FreeNode(drawn);
            await node.Claim.WaitAsync(CancellationToken.None);
            if (over.IsCancellationRequested)
            {
                node.Claim.Release();
                return;
            }

            node.QuietSince = null;
            happening.Add(OnNodeAsync(ofNode, node, Moment($"node {node.Number}")));
        }
        else if (fault is IClusterFault { IsAlone: true } alone) await AloneAsync(alone, Moment("all"));
        else if (fault is IClusterFault ofAll) happening.Add(ofAll.HappenAsync(Moment("all")));

        counts.AddOrUpdate(fault.Name, 1, (_, count) => count + 1);

        FaultMoment Moment(string where) => new(cluster, own, what => Say(where, fault, what), over);
    }

    /// <summary>The drawn node, or the next one to which nothing happens.</summary>
    private Node FreeNode(int drawn) => Enumerable.Range(drawn, cluster.Nodes.Count).Select(i => cluster.Nodes[i % cluster.Nodes.Count])
        .FirstOrDefault(node => node.Claim.CurrentCount > 0) ?? cluster.Nodes[drawn];

    private static async Task OnNodeAsync(INodeFault fault, Node node, FaultMoment moment)
    {
        try
        {
            await fault.HappenAsync(node, moment);
        }
        finally
        {
            node.QuietSince = Stopwatch.GetTimestamp();
            node.Claim.Release();
        }
    }

    private async Task AloneAsync(IClusterFault fault, FaultMoment moment)
    {
        await Task.WhenAll(happening);
        happening.Clear();
        foreach (var node in cluster.Nodes) await node.Claim.WaitAsync(CancellationToken.None);
        await fault.HappenAsync(moment);
        foreach (var node in cluster.Nodes) node.Claim.Release();
    }

    private void Say(string where, IFault fault, string what) => Console.WriteLine($"{cluster.Time()} {where}: {fault.Name}: {what}");
}

namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Keeps the other nodes from reaching a node for a while.</summary>
internal sealed class CutNode : INodeFault
{
    public string Name => "cut-node";

    public async Task HappenAsync(Node node, FaultMoment moment)
    {
        var (leases, way) = (moment.Leases(3), (Way)moment.Random.Next(4));
        moment.Say($"the lines of the others to it {(way == Way.None ? "break" : $"carry nothing ({way})")} for {leases} leases");
        if (way == Way.None) node.Internal.Cut();
        else node.Internal.Hold(way);
        await moment.WaitAsync(leases);
        node.Internal.PlugIn();
    }
}

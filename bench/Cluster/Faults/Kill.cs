namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Ends a node by SIGKILL, and starts it on the same folder, at once or after the others have noticed.</summary>
internal sealed class Kill : INodeFault
{
    public string Name => "kill";

    public async Task HappenAsync(Node node, FaultMoment moment)
    {
        var leases = moment.Random.Next(3) == 0 ? 0 : moment.Leases(4);
        moment.Say($"kill -9, started again after {leases} leases");
        await node.KillAsync();
        await moment.WaitAsync(leases);
        await node.StartAsync();
    }
}

namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Stops a node by SIGSTOP for so many leases.</summary>
internal sealed class Freeze(string name, double leases) : INodeFault
{
    public string Name => name;

    public async Task HappenAsync(Node node, FaultMoment moment)
    {
        moment.Say($"SIGSTOP for {leases} leases");
        await node.Run!.Process.SignalAsync("STOP");
        await moment.WaitAsync(leases);
        await node.Run!.Process.SignalAsync("CONT");
    }
}

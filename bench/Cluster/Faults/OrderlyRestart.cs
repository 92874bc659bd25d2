namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Ends a node by SIGTERM, and starts it again.</summary>
internal sealed class OrderlyRestart : INodeFault
{
    public string Name => "restart";

    public async Task HappenAsync(Node node, FaultMoment moment)
    {
        moment.Say("SIGTERM, and started again");
        await node.TerminateAsync();
        await node.StartAsync();
    }
}

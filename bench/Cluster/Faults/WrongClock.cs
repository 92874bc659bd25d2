namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Starts a process whose time of day is five minutes off. It stays until the node's next restart.</summary>
internal sealed class WrongClock : INodeFault
{
    private static readonly TimeSpan Off = TimeSpan.FromMinutes(5);

    public string Name => "wrong-clock";

    public async Task HappenAsync(Node node, FaultMoment moment)
    {
        var off = moment.Random.Next(2) == 0 ? Off : -Off;
        if (!FakeTime.IsUsable)
        {
            moment.Say("nothing: libfaketime is not installed, or the machine has just started");
            return;
        }

        moment.Say($"started again with its clock off by {off}");
        await node.TerminateAsync();
        await node.StartAsync(off);
    }
}

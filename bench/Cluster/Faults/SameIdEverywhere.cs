namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Lets a person send one message to all nodes at once.</summary>
internal sealed class SameIdEverywhere : IClusterFault
{
    public string Name => "same-id";

    public Task HappenAsync(FaultMoment moment)
    {
        var number = moment.Random.Next(moment.Cluster.People.Count);
        moment.Say($"person {number} sends one id to all nodes at once");
        return moment.Cluster.People[number].SendToAllAsync(moment.Cluster.Runs);
    }
}

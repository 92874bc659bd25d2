namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Breaks the line from a node to its database, or lets it carry nothing for a while, in one direction or both.</summary>
internal sealed class CutDatabase(string name, Way way) : INodeFault
{
    public string Name => name;

    public async Task HappenAsync(Node node, FaultMoment moment)
    {
        var (leases, breaks, arrivesLate) = (moment.Leases(3), way == Way.Both && moment.Random.Next(2) == 0, moment.Random.Next(2) == 0);
        var what = breaks ? "breaks" : arrivesLate ? $"is held ({way})" : $"carries nothing ({way})";
        moment.Say($"its line to the database {what} for {leases} leases");
        if (breaks) node.Database.Cut();
        else node.Database.Hold(way);
        await moment.WaitAsync(leases);
        // Held bytes are lost with their connections, or arrive long after they were sent.
        if (!arrivesLate) node.Database.Cut();
        node.Database.PlugIn();
    }
}

namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Breaks each connection to the database when its next answer comes. The statement is done then. A few times in a row.</summary>
internal sealed class LoseCommit : INodeFault
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public string Name => "lose-commit";

    public async Task HappenAsync(Node node, FaultMoment moment)
    {
        var times = moment.Random.Next(1, 8);
        moment.Say($"the database's next answers to it are lost, {times} times");
        for (var i = 0; i < times; i++)
        {
            node.Database.LoseNextAnswers();
            await moment.WaitAsync(Pause);
        }
    }
}

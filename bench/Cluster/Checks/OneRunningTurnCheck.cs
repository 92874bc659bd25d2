using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Checks that a conversation has one running turn at most.</summary>
internal sealed class OneRunningTurnCheck(Tally tally) : ISampleCheck
{
    public void See(Sample sample)
    {
        foreach (var same in sample.Running.GroupBy(turn => turn.Conversation).Where(same => same.Count() > 1))
        {
            tally.Violation("two turns of a conversation run", string.Join("; ", same));
        }
    }
}

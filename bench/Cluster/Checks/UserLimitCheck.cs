using SamosaChaat.Bench.Soak;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Checks that a user has only as many running turns as are allowed on all nodes together.</summary>
internal sealed class UserLimitCheck(Tally tally) : ISampleCheck
{
    private static readonly int Limit = new StreamingOptions().MaxTurnsPerUser;

    public void See(Sample sample)
    {
        foreach (var own in sample.Running.GroupBy(turn => turn.User).Where(own => own.Count() > Limit))
        {
            tally.Violation("a user has more running turns than allowed", $"user {own.Key}: {own.Count()}, allowed {Limit}");
        }
    }
}

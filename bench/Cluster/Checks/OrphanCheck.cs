using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Checks that no checkpoint outlives its attempt.</summary>
internal sealed class OrphanCheck(Tally tally) : ISampleCheck
{
    private int before;

    public void See(Sample sample)
    {
        // Each is told once, not once in each sample.
        if (sample.Orphans > before) tally.Violation("a checkpoint of a turn that does not run", $"{sample.Orphans - before} more");
        before = sample.Orphans;
    }
}

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Remembers how late this process itself was, so that a busy machine is not taken for a fault.</summary>
internal sealed class Lateness
{
    private readonly List<(long At, TimeSpan Late)> all = [];

    public void Add(long at, TimeSpan late)
    {
        lock (all) all.Add((at, late));
    }

    /// <summary>Returns the greatest one between two timestamps, or in the first sample after them.</summary>
    public TimeSpan Between(long from, long to)
    {
        lock (all)
        {
            var after = all.FindIndex(sample => sample.At >= to);
            var until = after < 0 ? all.Count - 1 : after;
            return all.Take(until + 1).Where(sample => sample.At >= from).Select(sample => sample.Late).DefaultIfEmpty().Max();
        }
    }
}

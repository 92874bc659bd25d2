using System.Diagnostics;
using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>What one side took, round by round, in microseconds.</summary>
internal sealed class Series
{
    private readonly List<double> p50 = [];
    private readonly List<double> p95 = [];

    public double P50 => Median(p50);

    public double P95 => Median(p95);

    /// <param name="ticks">Of <see cref="Stopwatch"/>, one a request; they are sorted in place.</param>
    public void AddRound(long[] ticks)
    {
        Array.Sort(ticks);
        p50.Add(Microseconds(ticks[ticks.Length / 2]));
        p95.Add(Microseconds(ticks[ticks.Length * 95 / 100]));
    }

    /// <summary>How much slower this is than another side, by rounds: both sides of a round had the same neighbours on the machine.</summary>
    public Ratio Over(Series other)
    {
        var ratios = p50.Zip(other.p50, (mine, others) => mine / others).ToList();
        return new(Median(ratios), ratios.Min(), ratios.Max());
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{P50:N0} ({p50.Min():N0}..{p50.Max():N0}), {P95:N0}");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}

/// <summary>The median of the rounds' ratios, and between what they lay.</summary>
internal readonly record struct Ratio(double Median, double Least, double Greatest)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:F2} ({Least:F2}..{Greatest:F2})");
}

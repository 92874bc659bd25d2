using System.Diagnostics;
using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>How long one side's requests took, round by round, in microseconds.</summary>
internal sealed class Series
{
    private readonly Samples p50 = new();
    private readonly Samples p95 = new();

    /// <param name="ticks">Of <see cref="Stopwatch"/>, one a request; they are sorted in place.</param>
    public void AddRound(long[] ticks)
    {
        Array.Sort(ticks);
        p50.Add(Microseconds(ticks[ticks.Length / 2]));
        p95.Add(Microseconds(ticks[ticks.Length * 95 / 100]));
    }

    /// <summary>How much slower this is than another side.</summary>
    public Ratio Over(Series other) => p50.Over(other.p50);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{p50.ToString("N0")}, {p95.Median:N0}");

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}

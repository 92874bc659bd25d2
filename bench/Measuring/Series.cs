using System.Diagnostics;
using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>How long one side's requests took, round by round, in microseconds.</summary>
internal sealed class Series
{
    private readonly Samples p95 = new();

    /// <summary>Half of a round's requests took no longer.</summary>
    public Samples P50 { get; } = new();

    /// <param name="ticks">Of <see cref="Stopwatch"/>, one a request; they are sorted in place.</param>
    public void AddRound(long[] ticks)
    {
        Array.Sort(ticks);
        P50.Add(Microseconds(ticks[ticks.Length / 2]));
        p95.Add(Microseconds(ticks[ticks.Length * 95 / 100]));
    }

    /// <summary>How much slower this is than another side.</summary>
    public Ratio Over(Series other) => P50.Over(other.P50);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P50.ToString("N0")}, {p95.Median:N0}");

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}

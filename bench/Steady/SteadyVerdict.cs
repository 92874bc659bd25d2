using System.Globalization;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Steady;

/// <summary>Was it flat? The beginning is left out, and the last tenth held against the one after the first fifth.</summary>
internal sealed class SteadyVerdict(IReadOnlyList<SteadyRow> rows, long greatestLog, long logAtMost)
{
    /// <summary>Memory that a collector has yet to take back moves by less.</summary>
    private const double MemoryAtMost = 1.15;

    /// <summary>Two minutes of one run on a shared machine differ by as much.</summary>
    private const double LatencyAtMost = 1.25;

    private readonly int tenth = rows.Count / 10;

    public bool Tell()
    {
        var half = rows.Skip(rows.Count / 2).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Over the second half: memory {Trend.Slope([.. half.Select(row => (row.Hours, row.Memory / 1e6))]):+0.0;-0.0} MB an hour, p99 of the first token {Trend.Slope([.. half.Select(row => (row.Hours, row.Load.FirstTokenP99))]):+0.0;-0.0} ms an hour, p99 of a turn {Trend.Slope([.. half.Select(row => (row.Hours, row.Load.TurnP99))]):+0.0;-0.0} ms an hour.

            """));
        return new[]
        {
            Grew("memory", row => row.Memory, MemoryAtMost),
            Grew("first token p50", row => row.Load.FirstTokenP50, LatencyAtMost),
            Grew("turn p50", row => row.Load.TurnP50, LatencyAtMost),
            Is("greatest log, MB", greatestLog / 1e6, logAtMost / 1e6),
            Is("errors", rows.Sum(row => row.Load.Errors), 0),
        }.All(passed => passed);
    }

    private bool Grew(string what, Func<SteadyRow, double> value, double atMost) =>
        Is($"{what}, last tenth / the one after the first fifth", Median(value, rows.Count - tenth) / Median(value, rows.Count / 5), atMost);

    private double Median(Func<SteadyRow, double> value, int from)
    {
        var samples = new Samples();
        foreach (var row in rows.Skip(from).Take(tenth)) samples.Add(value(row));
        return samples.Median;
    }

    private static bool Is(string what, double value, double atMost)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(value <= atMost ? "PASS" : "FAIL")} {what}: {value:0.##}, at most {atMost:0.##}"));
        return value <= atMost;
    }
}

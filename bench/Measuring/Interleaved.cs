using System.Diagnostics;

namespace SamosaChaat.Bench.Measuring;

/// <summary>
/// Measures sides in turns, round by round, so that whatever else the machine does falls on all of them alike.
/// Requests of a side follow one another: latency, not throughput.
/// </summary>
internal static class Interleaved
{
    // With 2,000 the first round still showed the compiler at work.
    private const int WarmUp = 5_000;
    private const int Rounds = 5;
    private const int Requests = 1_000;

    public static Task<Series[]> MeasureAsync(params Func<ValueTask>[] sides) => MeasureAsync(Rounds, sides);

    public static async Task<Series[]> MeasureAsync(int rounds, params Func<ValueTask>[] sides)
    {
        foreach (var side in sides) await RoundAsync(side, new long[WarmUp]);

        var series = Array.ConvertAll(sides, _ => new Series());
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < sides.Length; i++) series[i].AddRound(await RoundAsync(sides[i], new long[Requests]));
        }

        return series;
    }

    private static async Task<long[]> RoundAsync(Func<ValueTask> side, long[] ticks)
    {
        for (var i = 0; i < ticks.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await side();
            ticks[i] = Stopwatch.GetTimestamp() - started;
        }

        return ticks;
    }
}

using System.Diagnostics;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Load;

/// <summary>What all clients of one order saw. From any thread.</summary>
internal sealed class Meter
{
    private readonly Histogram firstToken = new();
    private readonly Histogram turn = new();
    private readonly Histogram gap = new();
    private long turns;
    private long errors;
    private long tokens;
    private long turnTicks;
    private string? firstError;

    public void FirstToken(long ticks) => firstToken.Add(ticks);

    public void Gap(long ticks, int times = 1) => gap.Add(ticks, times);

    public void Done(long ticks, int itsTokens)
    {
        turn.Add(ticks);
        Interlocked.Add(ref turnTicks, ticks);
        Interlocked.Add(ref tokens, itsTokens);
        Interlocked.Increment(ref turns);
    }

    public void Failed(string why)
    {
        Interlocked.CompareExchange(ref firstError, why, null);
        Interlocked.Increment(ref errors);
    }

    public LoadResult Result(TimeSpan elapsed, TimeSpan cpu) => new(
        turns,
        errors,
        firstError,
        tokens,
        elapsed.TotalSeconds,
        firstToken.Quantile(0.5),
        firstToken.Quantile(0.99),
        turnTicks * 1e3 / Stopwatch.Frequency / Math.Max(1, turns),
        turn.Quantile(0.5),
        turn.Quantile(0.99),
        gap.Quantile(0.5),
        gap.Quantile(0.99),
        cpu.TotalMilliseconds);
}

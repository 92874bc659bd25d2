using System.Diagnostics;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Soak;

/// <summary>What is counted, as the table names it.</summary>
internal enum Deed
{
    Kills,
    KillsInStart,
    KillsInDrain,
    AnswersCutByKills,
    Terms,
    TurnsAcknowledged,
    ResumedReads,
    Cancels,
    Retries,
    Regenerations,
    Joins,
    RefusedAsBusy,
    EventsRead,
    UpstreamCalls,
}

/// <summary>What was done in all worlds, and what was wrong.</summary>
internal sealed class Tally
{
    private readonly int[] deeds = new int[Enum.GetValues<Deed>().Length];
    private readonly Violations violations = new();
    private long worstLossTicks;

    public int this[Deed deed] => Volatile.Read(ref deeds[(int)deed]);

    public IReadOnlyDictionary<string, int> Violations => violations.ByKind;

    /// <summary>The longest time between a token's arrival at a reader and the kill that took it.</summary>
    public TimeSpan WorstLoss => Stopwatch.GetElapsedTime(0, Volatile.Read(ref worstLossTicks));

    public void Count(Deed deed, int times = 1) => Interlocked.Add(ref deeds[(int)deed], times);

    /// <summary>Something is not as it must be.</summary>
    /// <param name="kind">A few words, the same for all of a kind.</param>
    public void Violation(string kind, string detail) => violations.Add(kind, detail);

    public void Lost(TimeSpan age)
    {
        var ticks = (long)(age.TotalSeconds * Stopwatch.Frequency);
        for (var worst = Volatile.Read(ref worstLossTicks); ticks > worst; worst = Volatile.Read(ref worstLossTicks))
        {
            Interlocked.CompareExchange(ref worstLossTicks, ticks, worst);
        }
    }
}

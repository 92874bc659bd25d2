using System.Diagnostics;
using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Checks that no token that is not stored comes to a reader after the store has the attempt's end.</summary>
internal sealed class TakeoverCheck(Lateness lateness) : ISampleCheck
{
    /// <summary>The time from the sending to the reader, on a busy machine.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(Guid, int), long> endedBy = [];
    private HashSet<(Guid, int)> running = [];

    public void See(Sample sample)
    {
        var now = sample.Running.Select(turn => turn.Key).ToHashSet();
        foreach (var ended in running.Except(now)) endedBy[ended] = sample.At;
        running = now;
    }

    /// <summary>The longest time between an attempt's end and the arrival of a token that is not stored.</summary>
    public TimeSpan Latest { get; private set; }

    /// <summary>When the ends of all attempts are known.</summary>
    public void Hold(IEnumerable<Turn> turns)
    {
        foreach (var turn in turns)
        {
            foreach (var attempt in turn.Attempts)
            {
                if (!endedBy.TryGetValue((turn.Id, attempt.Number), out var ended)) continue;
                var late = attempt.Lost().Where(seen => seen.IsPrompt).MaxBy(seen => seen.At);
                if (late is null || late.At < ended) continue;
                var after = Stopwatch.GetElapsedTime(ended, late.At);
                if (after > Latest) Latest = after;
                if (after <= OnTheWay + lateness.Between(ended, late.At)) continue;
                turn.Violation("a token after the attempt's end", $"event {late.Event.Id}, {after.TotalSeconds:F1} s after {attempt.End!.Id} {attempt.End.Data}");
            }
        }
    }
}

using System.Collections.Concurrent;

namespace SamosaChaat.Bench.Measuring;

/// <summary>Counts what is not as it must be, by kind, and prints the first few of each. Any thread can call every member.</summary>
internal sealed class Violations
{
    /// <summary>Of each kind; the rest is only counted.</summary>
    private const int Printed = 5;

    private readonly ConcurrentDictionary<string, int> kinds = [];

    public IReadOnlyDictionary<string, int> ByKind => kinds;

    public int Total => kinds.Values.Sum();

    /// <param name="kind">A few words, the same for all of a kind.</param>
    public void Add(string kind, string detail)
    {
        if (kinds.AddOrUpdate(kind, 1, (_, count) => count + 1) <= Printed) Console.Error.WriteLine($"VIOLATION {kind}: {detail}");
    }
}

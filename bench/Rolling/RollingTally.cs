using System.Collections.Concurrent;

namespace SamosaChaat.Bench.Rolling;

/// <summary>Counts what the clients do, and what they see. Any thread can call every member.</summary>
internal sealed class RollingTally
{
    private readonly ConcurrentDictionary<string, int> counts = [];

    /// <summary>What must not happen, with an example of each kind.</summary>
    public ConcurrentDictionary<string, (int Count, string Example)> Errors { get; } = [];

    public int this[string deed] => counts.GetValueOrDefault(deed);

    public void Count(string deed) => counts.AddOrUpdate(deed, 1, (_, count) => count + 1);

    public void Wrong(string kind, string example)
    {
        var known = Errors.AddOrUpdate(kind, (1, example), (_, known) => (known.Count + 1, known.Example));
        if (known.Count == 1) Console.WriteLine($"ERROR {kind}: {example}");
    }

    public override string ToString() =>
        string.Join(", ", counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}"));
}

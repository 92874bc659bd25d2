using System.Collections.Concurrent;

namespace SamosaChaat.Bench.Fuzz.World;

/// <summary>Holds what answers have said, by name, for later requests: cursors, tokens, emails, ETags. Any thread can call it.</summary>
internal sealed class KnownValues
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> values = new(StringComparer.Ordinal);

    public void Add(string name, string value)
    {
        var queue = values.GetOrAdd(name, _ => new());
        queue.Enqueue(value);
        if (queue.Count > Most) queue.TryDequeue(out _);
    }

    /// <summary>Returns a value, or null if none is known.</summary>
    public string? Pick(string name, Random random) =>
        values.TryGetValue(name, out var queue) && queue.ToArray() is { Length: > 0 } all ? all[random.Next(all.Length)] : null;
}

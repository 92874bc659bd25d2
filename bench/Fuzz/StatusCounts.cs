using System.Collections.Concurrent;

namespace SamosaChaat.Bench.Fuzz;

/// <summary>Counts answers by status. Any thread can call every member.</summary>
internal sealed class StatusCounts
{
    /// <summary>Stands for a connection that the server closed without an answer.</summary>
    public const int Closed = 0;

    private readonly ConcurrentDictionary<int, int> counts = new();

    public int Total => counts.Values.Sum();

    public void Add(int status) => counts.AddOrUpdate(status, 1, (_, count) => count + 1);

    public override string ToString() => string.Join(
        ", ", counts.OrderBy(count => count.Key).Select(count => $"{(count.Key == Closed ? "closed" : count.Key)}: {count.Value}"));
}

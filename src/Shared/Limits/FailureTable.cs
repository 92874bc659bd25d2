using System.Collections.Concurrent;
using System.Net;

namespace SamosaChaat.Shared.Limits;

/// <summary>Identifies what has failed logins: an address (without an account), an account (without an address), or both together.</summary>
internal readonly record struct FailureKey(Guid Account, IPAddress? Source);

/// <summary>
/// Counts failed logins in memory, and forgets them a quarter of an hour after the last one. Any thread can call every member.
/// </summary>
/// <param name="free">The failures that cost no time.</param>
internal sealed class FailureTable(TimeProvider clock, int free, int capacity = FailureTable.Capacity)
{
    /// <summary>The maximum number of keys, about 3 MB. Each costs an attacker the time of a password hash.</summary>
    public const int Capacity = 20_000;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<FailureKey, Failures> table = new();

    public int Count => table.Count;

    public Rate Rate => new("failed-sign-ins", free, Memory);

    /// <summary>Returns the time that the failures of a key cost: a second, and twice as much with each further failure.</summary>
    public TimeSpan Wait(in FailureKey key, TimeSpan most)
    {
        if (Find(key) is not { } found || found.Count < free) return TimeSpan.Zero;
        var doublings = Math.Min(found.Count - free, 20);
        return TimeSpan.FromSeconds(Math.Min(most.TotalSeconds, 1L << doublings));
    }

    /// <summary>Returns the part of <see cref="Wait"/> that has not passed since the last failure.</summary>
    public TimeSpan Remaining(in FailureKey key, TimeSpan most)
    {
        if (Find(key) is not { } found) return TimeSpan.Zero;
        var left = Wait(key, most) - clock.GetElapsedTime(found.Last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void Add(in FailureKey key)
    {
        var now = clock.GetTimestamp();
        var count = Find(key)?.Count ?? 0;
        table[key] = new(count + 1, now);
        if (table.Count >= capacity) Sweep();
    }

    public void Forget(in FailureKey key) => table.TryRemove(key, out _);

    private Failures? Find(in FailureKey key) =>
        table.TryGetValue(key, out var found) && clock.GetElapsedTime(found.Last) < Memory ? found : null;

    /// <summary>Removes what is forgotten. If that is not enough, it keeps the half with the most failures.</summary>
    private void Sweep()
    {
        foreach (var (key, found) in table)
        {
            if (clock.GetElapsedTime(found.Last) >= Memory) table.TryRemove(key, out _);
        }

        if (table.Count < capacity) return;
        foreach (var (key, _) in table.ToArray().OrderByDescending(entry => entry.Value.Count).Skip(capacity / 2)) table.TryRemove(key, out _);
    }

    private readonly record struct Failures(int Count, long Last);
}

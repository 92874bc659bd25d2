using System.Collections.Concurrent;
using System.Net;

namespace SamosaChaat.Shared.Limits;

/// <summary>Identifies who sends requests of a class: a user, or an address of anonymous clients.</summary>
internal readonly record struct RateKey(RequestClass Class, Guid User, IPAddress? Source);

/// <summary>
/// Counts requests by the generic cell rate algorithm: for each key it keeps only the time at which all permits are free again. A key whose
/// time has passed is as good as unknown, so the table forgets it and stays small. It needs no timer. Any thread can call every member.
/// </summary>
internal sealed class RateTable(TimeProvider clock, int capacity = RateTable.Capacity)
{
    /// <summary>The maximum number of keys, about 20 MB.</summary>
    public const int Capacity = 200_000;

    private readonly ConcurrentDictionary<RateKey, long> freeAt = new();
    private int sweepAt = Math.Min(1_000, capacity);

    public int Count => freeAt.Count;

    /// <summary>Takes one permit. Returns the time to wait for one if none is free; zero if it took one.</summary>
    public TimeSpan Take(in RateKey key, Rate rate)
    {
        var window = Ticks(rate.Window);
        while (true)
        {
            var now = clock.GetTimestamp();
            var isKnown = freeAt.TryGetValue(key, out var known);
            var next = Math.Max(known, now) + (window / rate.Permits);
            if (!isKnown) next = now + (window / rate.Permits);
            if (next - now > window) return Time(next - now - window);
            if (isKnown ? !freeAt.TryUpdate(key, next, known) : !freeAt.TryAdd(key, next)) continue;
            if (!isKnown && freeAt.Count >= Volatile.Read(ref sweepAt)) Sweep(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Returns the time to wait for a permit, and takes none.</summary>
    public TimeSpan Look(in RateKey key, Rate rate)
    {
        var (now, window) = (clock.GetTimestamp(), Ticks(rate.Window));
        var next = freeAt.TryGetValue(key, out var known) && known > now ? known + (window / rate.Permits) : now;
        return next - now > window ? Time(next - now - window) : TimeSpan.Zero;
    }

    /// <summary>
    /// Removes the keys whose permits are all free. If the table is full all the same, it removes everything: to refuse newcomers would let
    /// many addresses lock out all others.
    /// </summary>
    private void Sweep(long now)
    {
        foreach (var (key, time) in freeAt)
        {
            if (time <= now) freeAt.TryRemove(new(key, time));
        }

        if (freeAt.Count >= capacity) freeAt.Clear();
        // A sweep costs as much as the keys that came since the last one.
        Volatile.Write(ref sweepAt, Math.Clamp(freeAt.Count * 2, Math.Min(1_000, capacity), capacity));
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    private TimeSpan Time(long ticks) => TimeSpan.FromSeconds((double)ticks / clock.TimestampFrequency);
}

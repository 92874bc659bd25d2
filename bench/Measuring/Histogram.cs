using System.Diagnostics;
using System.Numerics;

namespace SamosaChaat.Bench.Measuring;

/// <summary>Durations, millions of them, counted in buckets that are no wider than a 512th of what they hold. From any thread.</summary>
internal sealed class Histogram
{
    private const int Bits = 9;

    // Up to two days in microseconds.
    private readonly long[] counts = new long[(38 - Bits) << Bits];

    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Add(long ticks, int times = 1)
    {
        if (times > 0) Interlocked.Add(ref counts[Bucket((long)(ticks * 1e6 / Stopwatch.Frequency))], times);
    }

    /// <summary>In milliseconds: so large a part of them took no longer. 0 where there are none.</summary>
    public double Quantile(double part)
    {
        var rank = (long)Math.Ceiling(counts.Sum() * part);
        for (var (i, seen) = (0, 0L); i < counts.Length; i++)
        {
            seen += counts[i];
            if (rank > 0 && seen >= rank) return Middle(i) / 1_000;
        }

        return 0;
    }

    /// <summary>The values below two to the power of <see cref="Bits"/> and one have a bucket each; from there on it is the highest bits that count.</summary>
    private static int Bucket(long microseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)microseconds) - Bits);
        return (shift << Bits) + (int)(microseconds >> shift);
    }

    private static double Middle(int bucket)
    {
        var shift = Math.Max(0, (bucket >> Bits) - 1);
        return ((long)(bucket - (shift << Bits)) << shift) + (((1L << shift) - 1) / 2.0);
    }
}

using System.Buffers.Binary;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>Makes pseudo-random choices from a hash. They are the same in the same order everywhere, on every version of .NET.</summary>
internal sealed class DemoDice(byte[] hash)
{
    private ulong state = BinaryPrimitives.ReadUInt64LittleEndian(hash) ^ BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8));

    public T Of<T>(IReadOnlyList<T> all) => all[Next(all.Count)];

    /// <summary>Returns some of the items in random order, without duplicates.</summary>
    public IEnumerable<T> Several<T>(IReadOnlyList<T> all, int count)
    {
        var left = all.ToList();
        while (count-- > 0 && left.Count > 0)
        {
            var at = Next(left.Count);
            yield return left[at];
            left.RemoveAt(at);
        }
    }

    /// <summary>Returns a number that is at least 0 and less than 1.</summary>
    public double Roll() => (Next() >> 11) * (1d / (1UL << 53));

    public int Next(int below) => (int)(Next() % (uint)below);

    private ulong Next()
    {
        // SplitMix64 (Steele, Lea, Flood 2014).
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

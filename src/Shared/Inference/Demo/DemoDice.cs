using System.Buffers.Binary;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>Choices that a hash has made: the same ones in the same order whenever and wherever it is asked, on every version of .NET.</summary>
internal sealed class DemoDice(byte[] hash)
{
    private ulong state = BinaryPrimitives.ReadUInt64LittleEndian(hash) ^ BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8));

    public T Of<T>(IReadOnlyList<T> all) => all[Next(all.Count)];

    /// <summary>Some of them, none twice, in an order of their own.</summary>
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

    /// <summary>0 or more, and less than 1.</summary>
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

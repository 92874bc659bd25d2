using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>Adds up the checksum of SQLite's log (https://sqlite.org/fileformat2.html#checksum_algorithm).</summary>
/// <param name="isBigEndian">The order of the bytes in the words that are added.</param>
internal sealed class LogSum(bool isBigEndian)
{
    private uint first;
    private uint second;

    /// <summary>Adds bytes, a multiple of eight.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var isReversed = isBigEndian == BitConverter.IsLittleEndian;
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            first += (isReversed ? BinaryPrimitives.ReverseEndianness(words[i]) : words[i]) + second;
            second += (isReversed ? BinaryPrimitives.ReverseEndianness(words[i + 1]) : words[i + 1]) + first;
        }
    }

    /// <summary>Returns true if this is the stored form of the checksum.</summary>
    public bool Is(ReadOnlySpan<byte> stored) =>
        Is(BinaryPrimitives.ReadUInt32BigEndian(stored), BinaryPrimitives.ReadUInt32BigEndian(stored[4..]));

    public bool Is(uint storedFirst, uint storedSecond) => (storedFirst, storedSecond) == (first, second);

    /// <summary>Goes on from a stored checksum.</summary>
    public void Continue(ReadOnlySpan<byte> stored) =>
        (first, second) = (BinaryPrimitives.ReadUInt32BigEndian(stored), BinaryPrimitives.ReadUInt32BigEndian(stored[4..]));
}

using System.Buffers.Binary;
using Bogus;

namespace SamosaChaat.Shared.Demo;

/// <summary>Generates ids that are the same in every run.</summary>
internal static class SeededIds
{
    /// <summary>Returns a UUIDv7 (RFC 9562) for the given time. Its 74 random bits come from the seed.</summary>
    public static Guid NewId(this Randomizer random, DateTime utc)
    {
        Span<byte> bytes = random.Bytes(16);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, new DateTimeOffset(utc).ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}

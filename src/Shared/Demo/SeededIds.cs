using System.Buffers.Binary;
using Bogus;

namespace SamosaChaat.Shared.Demo;

/// <summary>Ids that look like any other and are the same in every run.</summary>
internal static class SeededIds
{
    /// <summary>A UUIDv7 (RFC 9562) of a time that is not now, its 74 random bits from the seed.</summary>
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

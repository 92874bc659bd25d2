using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Domain;

/// <summary>Computes UUIDs from names (RFC 9562, 5.5). .NET creates only random ones and those of a time.</summary>
internal static class NameBasedId
{
    /// <summary>The version number that is in the result.</summary>
    public const int Version = 5;

    private const int Size = 16;

    public static Guid Create(Guid space, string name)
    {
#pragma warning disable CA5350 // The standard names SHA-1. Nobody can make a second name with the same id, which is all that is needed.
        var hash = SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, Size);
#pragma warning restore CA5350
        hash[6] = (byte)((Version << 4) | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return new Guid(hash, bigEndian: true);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity.ApiKeys;

/// <summary>
/// The text of an API key: a prefix that people and secret scanners recognise, the key's id, and 256 random bits. The store keeps only a
/// hash.
/// </summary>
internal readonly record struct ApiKeyText(Guid KeyId, string Text)
{
    public const string Prefix = "samosa_";

    private const int IdSize = 16;
    private const int Size = IdSize + 32;

    public static ApiKeyText New(Guid keyId)
    {
        Span<byte> bytes = stackalloc byte[Size];
        keyId.TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes[IdSize..]);
        return new(keyId, Prefix + Base64Url.EncodeToString(bytes));
    }

    /// <summary>Returns true if a bearer token is meant as an API key.</summary>
    public static bool IsOne(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Parses a key. Returns null if the text has the wrong format.</summary>
    public static ApiKeyText? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return IsOne(text) && text.Length == Prefix.Length + Base64Url.GetEncodedLength(Size)
            && Base64Url.IsValid(text.AsSpan(Prefix.Length))
            && Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), bytes, out _)
            ? new ApiKeyText(new Guid(bytes[..IdSize], bigEndian: true), text)
            : null;
    }

    /// <summary>Returns the SHA-256 hash. A fast hash is enough for random bits.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    public bool Fits(ApiKey key) => CryptographicOperations.FixedTimeEquals(Hash(), key.Hash);
}

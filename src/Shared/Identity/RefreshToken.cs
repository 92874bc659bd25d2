using System.Buffers.Text;
using System.Security.Cryptography;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// A refresh token: the session's id and 256 random bits. The store keeps only a hash, so a copy of the store does not allow anybody to
/// sign in. The id finds the session, so that the server recognizes an old token of it.
/// </summary>
internal readonly record struct RefreshToken(Guid SessionId, string Text)
{
    private const int IdSize = 16;
    private const int Size = IdSize + 32;

    public static RefreshToken New(Guid sessionId)
    {
        Span<byte> bytes = stackalloc byte[Size];
        sessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes[IdSize..]);
        return new(sessionId, Base64Url.EncodeToString(bytes));
    }

    /// <summary>Parses a refresh token. Returns null if the text has the wrong format.</summary>
    public static RefreshToken? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return text.Length == Base64Url.GetEncodedLength(Size) && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out _)
            ? new RefreshToken(new Guid(bytes[..IdSize], bigEndian: true), text)
            : null;
    }

    /// <summary>Returns the SHA-256 hash. A fast hash is enough for 256 random bits. Only passwords need a slow one.</summary>
    public byte[] Hash() => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Text));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// A refresh token: the session's id and 256 bits that nobody can guess. The store keeps only a hash, so a copy of the store does not allow
/// anybody to sign in. The id finds the session, so that the server recognizes an old token of it.
/// </summary>
internal readonly record struct RefreshToken(Guid SessionId, string Text)
{
    private const int IdSize = 16;
    private const int Size = IdSize + HMACSHA256.HashSizeInBytes;

    public static RefreshToken New(Guid sessionId)
    {
        Span<byte> bytes = stackalloc byte[Size];
        sessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes[IdSize..]);
        return new(sessionId, Base64Url.EncodeToString(bytes));
    }

    /// <summary>
    /// Returns the token that follows this one. It is always the same, so a client whose answer was lost gets it again. Only a server with
    /// the secret can compute it (docs/decisions/0023).
    /// </summary>
    /// <param name="secret">See <see cref="SigningKey.RefreshSecret"/>.</param>
    public RefreshToken Next(ReadOnlySpan<byte> secret)
    {
        Span<byte> bytes = stackalloc byte[Size];
        SessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(Text), bytes[IdSize..]);
        return new(SessionId, Base64Url.EncodeToString(bytes));
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
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(Text));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// A refresh token: the session's id, 128 random bits that are the family of all the session's tokens, and 128 bits of its own. The store
/// keeps only hashes, so a copy of the store does not allow anybody to sign in. The family tells a used token from a made-up one: only who
/// once had a token of the session knows it (docs/decisions/0034).
/// </summary>
internal readonly record struct RefreshToken(Guid SessionId, string Text)
{
    private const int IdSize = 16;
    private const int FamilySize = 16;
    private const int OwnStart = IdSize + FamilySize;
    private const int Size = OwnStart + 16;

    public static RefreshToken New(Guid sessionId)
    {
        Span<byte> bytes = stackalloc byte[Size];
        sessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes[IdSize..]);
        return new(sessionId, Base64Url.EncodeToString(bytes));
    }

    /// <summary>
    /// Returns the token that follows this one, in the same family. It is always the same, so a client whose answer was lost gets it again.
    /// Only a server with the secret can compute it (docs/decisions/0023).
    /// </summary>
    /// <param name="secret">See <see cref="SigningKey.RefreshSecret"/>.</param>
    public RefreshToken Next(ReadOnlySpan<byte> secret)
    {
        var bytes = Base64Url.DecodeFromChars(Text);
        HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(Text)).AsSpan(0, Size - OwnStart).CopyTo(bytes.AsSpan(OwnStart));
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

    /// <summary>Returns the SHA-256 hash. A fast hash is enough for random bits. Only passwords need a slow one.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>Returns the SHA-256 hash of the family.</summary>
    public byte[] FamilyHash() => SHA256.HashData(Base64Url.DecodeFromChars(Text).AsSpan(IdSize, FamilySize));

    /// <summary>Returns a new session of which this is the first token.</summary>
    public Session Session(Guid userId, DateTime now, DateTime expiresAt, string? device = null) =>
        new(SessionId, userId, Hash(), now, expiresAt) { FamilyHash = FamilyHash(), Device = device };
}

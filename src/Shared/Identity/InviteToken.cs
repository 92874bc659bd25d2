using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// The secret of an invite: 256 random bits. The store has 128 bits of its hash, as the invite's id. They find the invite, and nobody can
/// make another token for them.
/// </summary>
internal readonly record struct InviteToken(string Text)
{
    private const int Size = 32;
    private const int IdSize = 16;

    /// <summary>The id of the invite.</summary>
    public Guid Id => new(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, IdSize), bigEndian: true);

    public static InviteToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size)));

    /// <summary>Returns the link that opens the page with the form for a new account.</summary>
    /// <param name="origin">Scheme, host and port of this server, and the path at which a proxy serves it.</param>
    public string LinkAt(string origin) => $"{origin}/#invite={Text}";
}

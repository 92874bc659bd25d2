using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>
/// The secret of one sign-in by a provider: 256 random bits that only the browser has. State, nonce and code verifier are derived from it,
/// so no server has to store them, and every node can finish what another one began. None of them reveals another.
/// </summary>
internal readonly record struct SignInSecret(string Text)
{
    private const int Size = 32;

    /// <summary>Comes back with the browser. It shows that this browser began the sign-in (RFC 6749, 10.12).</summary>
    public string State => Derive("state");

    /// <summary>Comes back in the ID token. It shows that the token is for this sign-in (OpenID Connect Core 1.0, 3.1.2.1).</summary>
    public string Nonce => Derive("nonce");

    /// <summary>Shows the provider that whoever has the code also began the sign-in (RFC 7636).</summary>
    public string Verifier => Derive("code verifier");

    /// <summary>The SHA-256 of the verifier.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static SignInSecret New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size)));

    /// <summary>Returns null if the text has the wrong format.</summary>
    public static SignInSecret? Parse(string? text) =>
        text?.Length == Base64Url.GetEncodedLength(Size) && Base64Url.IsValid(text) ? new SignInSecret(text) : null;

    /// <summary>Compares in a time that does not depend on where the texts differ.</summary>
    public static bool AreEqual(string expected, string? given) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given ?? ""));

    private string Derive(string use) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Text), Encoding.ASCII.GetBytes(use)));
}

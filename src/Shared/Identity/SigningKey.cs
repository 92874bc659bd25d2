using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Shared.Identity;

/// <summary>Is an ES256 key (P-256, RFC 7518) that signs tokens. It is immutable.</summary>
internal sealed class SigningKey : IDisposable
{
    private const int SecretSize = 32;
    private readonly ECDsa ecdsa;

    private SigningKey(ECDsa ecdsa)
    {
        this.ecdsa = ecdsa;
        var publicKey = ECDsa.Create(ecdsa.ExportParameters(includePrivateParameters: false));
        PublicJwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(publicKey));
        PublicJwk.KeyId = Base64UrlEncoder.Encode(PublicJwk.ComputeJwkThumbprint());
        var secret = ecdsa.ExportParameters(includePrivateParameters: true).D!;
        RefreshSecret = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SecretSize, info: "refresh tokens"u8.ToArray());
        // The key needs its own cache. The library's cache is shared in the process and would find, by id, the key of a host that is
        // already disposed.
        Key = new ECDsaSecurityKey(ecdsa) { KeyId = PublicJwk.KeyId, CryptoProviderFactory = new CryptoProviderFactory() };
    }

    public ECDsaSecurityKey Key { get; }

    /// <summary>The key's id: the thumbprint of RFC 7638.</summary>
    public string Id => PublicJwk.KeyId;

    /// <summary>
    /// The secret from which <see cref="RefreshToken.Next"/> computes tokens. It is derived from the private key (HKDF, RFC 5869), so it is
    /// the same after a restart and on every server with this key. It reveals nothing about the key.
    /// </summary>
    public byte[] RefreshSecret { get; }

    /// <summary>The public key, for other services that validate the tokens.</summary>
    public JsonWebKey PublicJwk { get; }

    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="ArgumentException">The text contains no key.</exception>
    /// <exception cref="CryptographicException">The key is damaged.</exception>
    public static SigningKey FromPem(string pem) => Import(key => key.ImportFromPem(pem));

    /// <param name="bytes">The result of <see cref="ToBytes"/>.</param>
    public static SigningKey FromBytes(byte[] bytes) => Import(key => key.ImportPkcs8PrivateKey(bytes, out _));

    public string ToPem() => ecdsa.ExportPkcs8PrivateKeyPem();

    /// <summary>Returns the private key as PKCS #8.</summary>
    public byte[] ToBytes() => ecdsa.ExportPkcs8PrivateKey();

    public void Dispose() => ecdsa.Dispose();

    private static SigningKey Import(Action<ECDsa> import)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            import(ecdsa);
            return new(ecdsa);
        }
        catch
        {
            ecdsa.Dispose();
            throw;
        }
    }
}

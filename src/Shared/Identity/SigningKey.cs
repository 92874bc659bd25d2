using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// The ES256 key (P-256, RFC 7518) that signs access tokens. It is created on the first start and kept in the data folder, readable by its
/// owner only.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    private const int SecretSize = 32;
    private const string FileName = DataFolder.SigningKey;
    private readonly ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <exception cref="CannotStartException">The key file exists but contains no valid key.</exception>
    public SigningKey(DataFolder folder)
    {
        if (File.Exists(folder.PathOf(FileName))) Load(folder.PathOf(FileName));
        else Save(folder);

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

    /// <summary>
    /// The secret from which <see cref="RefreshToken.Next"/> computes tokens. It is derived from the private key (HKDF, RFC 5869), so it is
    /// the same after a restart and on every server with this key. It reveals nothing about the key.
    /// </summary>
    public byte[] RefreshSecret { get; }

    /// <summary>The public key, for other services that validate the tokens. Its id is the thumbprint of RFC 7638.</summary>
    public JsonWebKey PublicJwk { get; }

    public void Dispose() => ecdsa.Dispose();

    private void Load(string file)
    {
        try
        {
            ecdsa.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Never replace the key automatically, because that would invalidate all tokens at once.
            throw new CannotStartException($"The signing key '{file}' cannot be read. {e.Message}", e);
        }
    }

    private void Save(DataFolder folder)
    {
        // Write the file atomically. A crash must not leave half a key, which would stop every later start.
        const string half = FileName + ".new";
        using (var file = folder.CreateOwnerOnly(half, FileMode.Create))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(ecdsa.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }

        File.Move(folder.PathOf(half), folder.PathOf(FileName));
    }
}

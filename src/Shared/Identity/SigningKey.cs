using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>The ES256 key (P-256, RFC 7518) that signs access tokens: made on the first run, kept in the data folder for its owner only.</summary>
internal sealed class SigningKey : IDisposable
{
    private const string FileName = "signing-key.pem";
    private readonly ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <exception cref="CannotStartException">There is a file, but no key in it.</exception>
    public SigningKey(DataFolder folder)
    {
        if (File.Exists(folder.PathOf(FileName))) Load(folder.PathOf(FileName));
        else Save(folder);

        PublicJwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(ecdsa.ExportParameters(includePrivateParameters: false))));
        PublicJwk.KeyId = Base64UrlEncoder.Encode(PublicJwk.ComputeJwkThumbprint());
        // A cache of its own: the library's is one for the whole process and, by the id, would find this key of a host that is gone already.
        Key = new ECDsaSecurityKey(ecdsa) { KeyId = PublicJwk.KeyId, CryptoProviderFactory = new CryptoProviderFactory() };
    }

    public ECDsaSecurityKey Key { get; }

    /// <summary>What others need to check our tokens; its id is the thumbprint of RFC 7638.</summary>
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
            // Never replaced by a new one unasked: that would end everybody's access at once.
            throw new CannotStartException($"The signing key '{file}' cannot be read. {e.Message}", e);
        }
    }

    private void Save(DataFolder folder)
    {
        // Whole or not at all: a crash in between must not leave half a key, which would stop every later start.
        const string half = FileName + ".new";
        using (var file = folder.CreateOwnerOnly(half, FileMode.Create))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(ecdsa.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }

        File.Move(folder.PathOf(half), folder.PathOf(FileName));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>A public key of a provider, and the algorithms that it may verify.</summary>
/// <param name="Id">The key's id. Null for a key from a file, which verifies whatever id a token names.</param>
internal sealed record ProviderKey(string? Id, SecurityKey Key, IReadOnlyList<string> Algorithms)
{
    private const int MinRsaBits = 2048;
    private const string P256 = "1.2.840.10045.3.1.7";

    public bool Fits(string? keyId, string algorithm) => (Id is null || Id == keyId) && Algorithms.Contains(algorithm);

    /// <summary>Returns the keys of a document that can verify signatures. Others, such as secrets, count as missing.</summary>
    /// <exception cref="ArgumentException">The text is no set of keys.</exception>
    public static ProviderKey[] ReadAll(string jwks) =>
    [
        .. from jwk in new JsonWebKeySet(jwks).Keys
           where !string.IsNullOrEmpty(jwk.Kid) && jwk.Use is null or "" or "sig" && (jwk.KeyOps.Count == 0 || jwk.KeyOps.Contains("verify"))
           let key = Convert(jwk)
           where key is not null
           let algorithms = AlgorithmsOf(key).Where(algorithm => string.IsNullOrEmpty(jwk.Alg) || jwk.Alg == algorithm).ToArray()
           where algorithms.Length > 0
           select new ProviderKey(jwk.Kid, key, algorithms),
    ];

    /// <param name="fault">A sentence for the operator if the file has no usable key.</param>
    public static bool TryReadPem(string file, [NotNullWhen(true)] out ProviderKey? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        if (!SettingFile.TryRead(nameof(IssuerOptions.PublicKeyPath), file, out var pem, out fault)) return false;
        fault = $"PublicKeyPath '{file}' must have one public key in PEM: RSA of {MinRsaBits} bits or more, or EC on P-256.";
        if ((Import(RSA.Create(), pem) as SecurityKey ?? Import(ECDsa.Create(), pem)) is not { } found) return false;
        var algorithms = AlgorithmsOf(found);
        if (algorithms.Count == 0) return false;
        key = new(null, found, algorithms);
        return true;
    }

    private static IReadOnlyList<string> AlgorithmsOf(SecurityKey key) => key switch
    {
        RsaSecurityKey { KeySize: >= MinRsaBits } => ["RS256", "PS256"],
        ECDsaSecurityKey ec when ec.ECDsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256 => ["ES256"],
        _ => [],
    };

    private static SecurityKey? Convert(JsonWebKey jwk)
    {
        try
        {
            var isKnown = jwk.Kty is JsonWebAlgorithmsKeyTypes.RSA || (jwk.Kty is JsonWebAlgorithmsKeyTypes.EllipticCurve && jwk.Crv is "P-256");
            // A certificate beside the key says nothing that counts here.
            jwk.X5c.Clear();
            return isKnown && JsonWebKeyConverter.TryConvertToSecurityKey(jwk, out var key) ? WithOwnCache(key) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static RsaSecurityKey? Import(RSA rsa, string pem) => Import(rsa, pem, key => new RsaSecurityKey(key));

    private static ECDsaSecurityKey? Import(ECDsa ecdsa, string pem) => Import(ecdsa, pem, key => new ECDsaSecurityKey(key));

    private static TKey? Import<T, TKey>(T algorithm, string pem, Func<T, TKey> make)
        where T : AsymmetricAlgorithm
        where TKey : SecurityKey
    {
        try
        {
            algorithm.ImportFromPem(pem);
            return (TKey)WithOwnCache(make(algorithm));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            algorithm.Dispose();
            return null;
        }
    }

    // The library's cache is shared in the process, and would find another key with the same id.
    private static SecurityKey WithOwnCache(SecurityKey key)
    {
        key.CryptoProviderFactory = new CryptoProviderFactory();
        return key;
    }
}

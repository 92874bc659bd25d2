using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Holds the secret that all nodes of a cluster have. Nothing uses the secret itself: each purpose has a key of its own (HKDF, RFC 5869),
/// so that one reveals nothing about another.
/// </summary>
internal sealed class ClusterSecret(IOptions<ClusterOptions> options)
{
    /// <summary>The least number of characters. A shorter one could be found by trying.</summary>
    private const int MinLength = 16;

    private const int KeySize = 32;

    private readonly string? secret = Read(options.Value);

    /// <summary>False if the settings have no secret.</summary>
    public bool IsSet => secret is not null;

    /// <summary>Returns the key for one purpose. It is the same on every node. Call it only if <see cref="IsSet"/>.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret!), KeySize, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    public static string? Fault(ClusterOptions options)
    {
        if (options is { Secret.Length: > 0, SecretFile.Length: > 0 }) return "Set either Cluster:Secret or Cluster:SecretFile, not both.";
        var text = options.Secret is { Length: > 0 } given ? given : null;
        if (options.SecretFile is { Length: > 0 } file && !SettingFile.TryRead("Cluster:SecretFile", file, out text, out var fault))
        {
            return fault;
        }

        return text is { Length: < MinLength }
            ? $"Cluster:{(options.Secret is { Length: > 0 } ? "Secret" : "SecretFile")} must have at least {MinLength} characters."
            : null;
    }

    private static string? Read(ClusterOptions options) =>
        options.SecretFile is { Length: > 0 } file ? SettingFile.Read(file) : options.Secret is { Length: > 0 } text ? text : null;
}

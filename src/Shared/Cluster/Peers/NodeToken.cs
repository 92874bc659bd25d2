using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace SamosaChaat.Shared.Cluster.Peers;

/// <summary>
/// Shows to another node that this one knows the secret. The token is made from the secret, so that the secret itself never leaves a node.
/// </summary>
internal static class NodeToken
{
    /// <summary>The header that every request between nodes has.</summary>
    public const string Header = "x-node-token";

    public static string Of(ClusterSecret secret) => Convert.ToHexStringLower(secret.Derive("samosachaat requests between nodes"));

    /// <summary>Returns true if the header is the token. The time does not tell how much of it is right.</summary>
    public static bool Matches(StringValues header, byte[] token) =>
        header.Count == 1 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[0] ?? ""), token);
}

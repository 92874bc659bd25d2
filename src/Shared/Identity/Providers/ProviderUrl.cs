using System.Diagnostics.CodeAnalysis;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Decides which URLs of a provider are used. Whoever can change an answer on its way could give us other keys.</summary>
internal static class ProviderUrl
{
    public const string Rule = "must be an https URL, or an http URL of this machine's loopback addresses.";

    public static bool IsSafe([NotNullWhen(true)] string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri is { UserInfo.Length: 0, Fragment.Length: 0 }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}

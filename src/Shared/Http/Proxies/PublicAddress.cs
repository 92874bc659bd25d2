using Microsoft.AspNetCore.HttpOverrides;

namespace SamosaChaat.Shared.Http.Proxies;

/// <summary>The address at which a client reaches this server, as a trusted proxy describes it.</summary>
/// <param name="Origin">Scheme, host and port; empty if no proxy described them.</param>
/// <param name="Prefix">The path that the proxy removed from the start of the request's path; empty if it removed none.</param>
internal sealed record PublicAddress(string Origin, PathString Prefix)
{
    private static readonly PublicAddress Unknown = new("", PathString.Empty);

    /// <summary>Keeps the address for the request. Call it after the headers were applied and before the path is divided.</summary>
    public static void Remember(HttpContext http)
    {
        var request = http.Request;
        var isDescribed = request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalHostHeaderName)
            || request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalProtoHeaderName);
        http.Features.Set(new PublicAddress(isDescribed ? $"{request.Scheme}://{request.Host.ToUriComponent()}" : "", request.PathBase));
    }

    public static PublicAddress Of(HttpContext http) => http.Features.Get<PublicAddress>() ?? Unknown;
}

internal static class PublicUrls
{
    /// <summary>
    /// Returns the URL of a resource as the client sees it: a path, or a complete URL if a trusted proxy described its host or scheme.
    /// </summary>
    /// <param name="path">The path of the resource in this API.</param>
    public static string PublicUrl(this HttpContext http, string path) =>
        $"{PublicAddress.Of(http).Origin}{http.Request.PathBase.ToUriComponent()}{path}";

    /// <summary>Returns the complete URL of the page as the client sees it, without a slash at its end.</summary>
    public static string PagePrefix(this HttpContext http) =>
        $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}{PublicAddress.Of(http).Prefix.ToUriComponent()}";

    /// <summary>Returns true if the request came under the prefix <c>/api</c> of this server.</summary>
    public static bool IsUnderApi(this HttpContext http) => http.Request.PathBase != PublicAddress.Of(http).Prefix;
}

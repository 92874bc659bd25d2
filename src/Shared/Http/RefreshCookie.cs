using System.Globalization;
using FastEndpoints;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Keeps the refresh token of a browser in a cookie that scripts cannot read (docs/decisions/0044). A client asks for it with a header. No
/// other site can send the header: a form has none, and a script would need permission that the server does not give. Nor does the
/// browser send the cookie for other sites.
/// </summary>
internal static class RefreshCookie
{
    /// <summary>The header's value that asks for the cookie.</summary>
    public const string Wanted = "cookie";

    /// <summary>Returns true if the client keeps its refresh token in the cookie.</summary>
    public static bool IsWanted(HttpContext http) => http.Request.Headers[ApiHeaders.RefreshToken] == Wanted;

    /// <summary>Returns the token, or null if there is none.</summary>
    public static string? Read(HttpContext http) => SecretCookie.Read(http, NameFor(http));

    public static void Set(HttpContext http, string token, TimeSpan lifetime) =>
        SecretCookie.Set(http, NameFor(http), token, SameSiteMode.Strict, lifetime);

    public static void Remove(HttpContext http) => SecretCookie.Take(http, NameFor(http));

    /// <summary>Declares that the operation honours the header.</summary>
    public static BaseEndpoint KeepsRefreshTokenInCookie(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new RefreshCookieMetadata()));
        return endpoint;
    }

    // A browser sends the cookies of a host to all its ports.
    private static string NameFor(HttpContext http) => http.Request.Host.Port is { } port
        ? string.Create(CultureInfo.InvariantCulture, $"samosachaat-refresh-{port}")
        : "samosachaat-refresh";
}

/// <summary>Marks an operation that honours the header.</summary>
internal sealed class RefreshCookieMetadata;

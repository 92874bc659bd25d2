namespace SamosaChaat.Shared.Http;

/// <summary>
/// Sets and reads cookies that scripts cannot read. Behind TLS, no other host of the domain can set them, because of the prefix
/// (RFC 6265bis, 4.1.3.2).
/// </summary>
internal static class SecretCookie
{
    private const string HostPrefix = "__Host-";

    /// <param name="mode">Lax for a cookie that must come with the browser from another site, and else strict.</param>
    public static void Set(HttpContext http, string name, string value, SameSiteMode mode, TimeSpan lifetime) =>
        http.Response.Cookies.Append(NameFor(http, name), value, Options(http, mode, lifetime));

    /// <summary>Returns the value, or null if there is none.</summary>
    public static string? Read(HttpContext http, string name) =>
        http.Request.Cookies[NameFor(http, name)] is { Length: > 0 } value ? value : null;

    /// <summary>Returns the value and removes the cookie. Returns null if there is none.</summary>
    public static string? Take(HttpContext http, string name)
    {
        if (Read(http, name) is not { } value) return null;
        http.Response.Cookies.Delete(NameFor(http, name), Options(http, SameSiteMode.Lax, lifetime: null));
        return value;
    }

    private static string NameFor(HttpContext http, string name) => http.Request.IsHttps ? HostPrefix + name : name;

    private static CookieOptions Options(HttpContext http, SameSiteMode mode, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = mode,
        MaxAge = lifetime,
        // The prefix requires it.
        Path = "/",
        IsEssential = true,
    };
}

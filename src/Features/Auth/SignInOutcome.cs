using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Features.Auth;

/// <summary>
/// What a sign-in by a provider came to. The page reads it from the end of its address, which browsers send to no server.
/// </summary>
internal static class SignInOutcome
{
    public const string Done = "done";

    /// <summary>This browser did not begin the sign-in, or did so too long ago.</summary>
    public const string Expired = "expired";

    /// <summary>The user did not want to, or the provider did not allow it.</summary>
    public const string Refused = "refused";

    /// <summary>The account is disabled.</summary>
    public const string Disabled = "disabled";

    /// <summary>The provider does not answer.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The provider's answer cannot be used. The log says why.</summary>
    public const string Failed = "failed";

    /// <summary>Sends the browser to the page. No request decides where else.</summary>
    public static IResult ToPage(HttpContext http, string outcome)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect($"{http.PagePrefix()}/#sign-in={outcome}");
    }

    /// <summary>Returns the URL to which a provider sends the browser back.</summary>
    public static string CallbackUrl(HttpContext http, string? provider) => $"{http.PagePrefix()}/auth/providers/{provider}/callback";
}

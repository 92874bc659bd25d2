namespace SamosaChaat.Features.Auth;

/// <summary>Names the cookies of a sign-in by a provider.</summary>
internal static class ProviderCookies
{
    /// <summary>Has the secret, from the start of the sign-in until the provider sends the browser back.</summary>
    public const string Secret = "samosachaat-sign-in";

    /// <summary>Has the ticket, until the page asks for its session.</summary>
    public const string Ticket = "samosachaat-ticket";
}

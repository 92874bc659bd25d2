namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Authenticates requests by bearer token (RFC 6750) with a cache of valid tokens. A request without a valid token continues as anonymous.
/// ASP.NET Core's own JwtBearer validates every request and creates a handler for each. Measurements showed that it costs a third of the
/// throughput.
/// </summary>
internal sealed class BearerTokens(RequestDelegate next, TokenCache tokens)
{
    public const string Scheme = "Bearer";
    private const string Prefix = $"{Scheme} ";

    /// <summary>The length of the longest token to validate, in characters. This server's tokens have less than 600.</summary>
    public const int MaxLength = 4096;

    public Task InvokeAsync(HttpContext http)
    {
        if (!AreGiven(http.Request)) return next(http);

        var token = http.Request.Headers.Authorization.ToString().AsMemory(Prefix.Length).Trim();
        if (token.Length is 0 or > MaxLength) return next(http);

        var user = tokens.FindAsync(token, http.RequestAborted);
        // The usual case avoids an async state machine, which would stay in memory for as long as a stream lasts.
        if (!user.IsCompletedSuccessfully) return WaitAsync(http, user);
        if (user.Result is { } known) http.User = known;
        return next(http);
    }

    /// <summary>Returns true if the request has a bearer token, valid or not.</summary>
    public static bool AreGiven(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private async Task WaitAsync(HttpContext http, ValueTask<SignedInUser?> looking)
    {
        if (await looking is { } user) http.User = user;
        await next(http);
    }
}

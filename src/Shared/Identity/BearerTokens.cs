namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Signs a request in by its bearer token (RFC 6750), against a cache of validated ones; without a good token it goes on as nobody's. ASP.NET Core's own JwtBearer
/// validates on every request, which was measured to cost a third of all throughput, and makes a handler anew for each.
/// </summary>
internal sealed class BearerTokens(RequestDelegate next, TokenCache tokens)
{
    public const string Scheme = "Bearer";
    private const string Prefix = $"{Scheme} ";

    // Ours are about 350; longer ones are not worth the work.
    private const int MaxLength = 4096;

    public Task InvokeAsync(HttpContext http)
    {
        if (!AreGiven(http.Request)) return next(http);

        var token = http.Request.Headers.Authorization.ToString().AsMemory(Prefix.Length).Trim();
        if (token.Length is 0 or > MaxLength) return next(http);

        var user = tokens.FindAsync(token, http.RequestAborted);
        // As nearly always: then nothing of this stays for as long as a stream takes.
        if (!user.IsCompletedSuccessfully) return WaitAsync(http, user);
        if (user.Result is { } known) http.User = known;
        return next(http);
    }

    /// <summary>Whether there is one at all, good or not.</summary>
    public static bool AreGiven(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private async Task WaitAsync(HttpContext http, ValueTask<SignedInUser?> looking)
    {
        if (await looking is { } user) http.User = user;
        await next(http);
    }
}

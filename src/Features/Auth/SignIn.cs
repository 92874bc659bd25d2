using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Features.Auth;

/// <summary>Creates sessions and their token pairs for the operations that sign a user in or refresh tokens.</summary>
internal sealed class SignIn(AccessTokens tokens, LoginGuard guard, IOptions<AuthOptions> options, SharedClock clock)
{
    /// <summary>Creates a session and its first refresh token. The caller stores the session.</summary>
    /// <param name="sessionId">The id that a ticket has promised. Null for a new one.</param>
    public (Session Session, RefreshToken Refresh) NewSession(HttpContext http, Guid userId, Guid? sessionId = null)
    {
        var now = clock.Now();
        var refresh = RefreshToken.New(sessionId ?? clock.NewId());
        return (refresh.Session(userId, now, ExpiryFrom(now), DeviceName.Of(http.Request.Headers.UserAgent.ToString())), refresh);
    }

    /// <summary>Returns the expiry time of a refresh token that is issued now.</summary>
    public DateTime ExpiryFrom(DateTime now) => now + options.Value.RefreshTokenLifetime;

    /// <summary>Creates the response. Call it after the session is stored. Caches must not keep the tokens (RFC 6749, 5.1).</summary>
    public SignedInResponse Respond(HttpContext http, User user, RefreshToken refresh)
    {
        // Strangers who guess this account's password do not slow down its owner here.
        guard.Begin(user.Email, ClientSource.Of(http)).Succeeded();
        http.Response.Headers.CacheControl = "no-store";
        var isInCookie = RefreshCookie.IsWanted(http);
        if (isInCookie) RefreshCookie.Set(http, refresh.Text, options.Value.RefreshTokenLifetime);
        return new(
            UserResponse.From(user),
            tokens.Issue(user.Id, refresh.SessionId, user.Role),
            BearerTokens.Scheme,
            (int)options.Value.AccessTokenLifetime.TotalSeconds,
            isInCookie ? "" : refresh.Text);
    }
}

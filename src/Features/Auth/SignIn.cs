using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Features.Auth;

/// <summary>What registering, logging in and refreshing have in common: a session and its pair of tokens.</summary>
internal sealed class SignIn(AccessTokens tokens, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>A new session with its first refresh token; the caller stores it.</summary>
    public (Session Session, RefreshToken Refresh) NewSession(Guid userId)
    {
        var now = clock.Now();
        var refresh = RefreshToken.New(clock.NewId());
        return (new Session(refresh.SessionId, userId, refresh.Hash(), now, ExpiryFrom(now)), refresh);
    }

    /// <summary>When a refresh token given out now ends.</summary>
    public DateTime ExpiryFrom(DateTime now) => now + options.Value.RefreshTokenLifetime;

    /// <summary>The answer, after the session is stored. No cache may keep its tokens (RFC 6749, 5.1).</summary>
    public SignedInResponse Respond(HttpContext http, User user, RefreshToken refresh)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new(
            UserResponse.From(user),
            tokens.Issue(user.Id, refresh.SessionId),
            BearerTokens.Scheme,
            (int)options.Value.AccessTokenLifetime.TotalSeconds,
            refresh.Text);
    }
}

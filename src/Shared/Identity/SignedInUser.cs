using System.Security.Claims;

namespace SamosaChaat.Shared.Identity;

/// <summary>Whoever makes the request. It is immutable and shared by all requests with the same token.</summary>
internal sealed class SignedInUser(Guid userId, Guid sessionId, DateTime expiresAt)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", userId.ToString())], BearerTokens.Scheme, "sub", null))
{
    public Guid UserId => userId;

    public Guid SessionId => sessionId;

    /// <summary>When the access token ends.</summary>
    public DateTime ExpiresAt => expiresAt;
}

internal static class SignedInUserExtensions
{
    /// <summary>The id of the user who makes the request; only behind authentication.</summary>
    public static Guid Id(this ClaimsPrincipal principal) => ((SignedInUser)principal).UserId;
}

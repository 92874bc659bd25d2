using System.Security.Claims;

namespace SamosaChaat.Shared.Identity;

/// <summary>The user of a request. It is immutable, and all requests with the same token share it.</summary>
internal sealed class SignedInUser(Guid userId, Guid sessionId, DateTime expiresAt)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", userId.ToString())], BearerTokens.Scheme, "sub", null))
{
    public Guid UserId => userId;

    public Guid SessionId => sessionId;

    /// <summary>The expiry time of the access token in UTC.</summary>
    public DateTime ExpiresAt => expiresAt;
}

internal static class SignedInUserExtensions
{
    /// <summary>Returns the id of the signed-in user. Use it only in operations that require authentication.</summary>
    public static Guid Id(this ClaimsPrincipal principal) => ((SignedInUser)principal).UserId;
}

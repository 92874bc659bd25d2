using System.Security.Claims;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity;

/// <summary>The user of a request. All requests with the same token share it.</summary>
/// <param name="sessionId">The session of the token, or the id of the API key or of the external identity.</param>
/// <param name="scope">One of <see cref="ApiKeyScopes"/> for an API key. Null for the user themselves, who may do everything.</param>
internal sealed class SignedInUser(Guid userId, Guid sessionId, DateTime expiresAt, string? scope = null)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", userId.ToString())], BearerTokens.Scheme, "sub", null))
{
    private volatile bool isCached;

    public Guid UserId => userId;

    public Guid SessionId => sessionId;

    /// <summary>The expiry time of the access token or of the API key, in UTC.</summary>
    public DateTime ExpiresAt => expiresAt;

    public string? Scope => scope;

    /// <summary>True while the cache of tokens has this user, and so while the session has not ended.</summary>
    public bool IsCached
    {
        get => isCached;
        set => isCached = value;
    }
}

internal static class SignedInUserExtensions
{
    /// <summary>Returns the id of the signed-in user. Use it only in operations that require authentication.</summary>
    public static Guid Id(this ClaimsPrincipal principal) => ((SignedInUser)principal).UserId;
}

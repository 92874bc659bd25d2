using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Features.Auth;

/// <summary>Somebody's account as they see it themselves.</summary>
public sealed record UserResponse(Guid Id, string Email, string? Name, DateTime CreatedAt)
{
    public static UserResponse From(User user) => new(user.Id, user.Email, user.Name, user.CreatedAt);
}

/// <summary>A session's tokens, in the words of OAuth 2.0 (RFC 6749, 5.1).</summary>
/// <param name="ExpiresIn">Seconds until the access token ends.</param>
/// <param name="RefreshToken">Good once: each refresh gives a new one.</param>
public sealed record SignedInResponse(UserResponse User, string AccessToken, string TokenType, int ExpiresIn, string RefreshToken);

using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Features.Auth;

/// <summary>The account of the signed-in user.</summary>
internal sealed record UserResponse(Guid Id, string Email, string? Name, DateTime CreatedAt) : IExample
{
    public static object Example => new UserResponse(Sample.User, Sample.Email, "Asha", Sample.Time);

    public static UserResponse From(User user) => new(user.Id, user.Email, user.Name, user.CreatedAt);
}

/// <summary>The tokens of a session, with the property names of OAuth 2.0 (RFC 6749, 5.1).</summary>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="RefreshToken">Valid for one use. Each refresh returns the next one. Empty if a cookie has it.</param>
internal sealed record SignedInResponse(
    UserResponse User,
    string AccessToken,
    [property: AllowedValues(BearerTokens.Scheme)] string TokenType,
    int ExpiresIn,
    string RefreshToken) : IExample
{
    public static object Example =>
        new SignedInResponse((UserResponse)UserResponse.Example, "eyJhbGciOiJFUzI1NiJ9…", BearerTokens.Scheme, 900, "019ab55a…");
}

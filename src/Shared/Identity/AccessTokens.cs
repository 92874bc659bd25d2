using System.Security.Claims;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity;

/// <summary>Issues and validates access tokens. Thread-safe.</summary>
internal sealed class AccessTokens(SigningKeys keys, IOptions<AuthOptions> options, TimeProvider clock)
{
    private readonly TokenKind kind = new(keys, options.Value.Issuer, options.Value.Audience, "JWT", clock);

    /// <param name="role">
    /// The <c>role</c> claim, for other services and for pages. This server goes by the stored role, which may have changed since.
    /// </param>
    public string Issue(Guid userId, Guid sessionId, string role = UserRoles.User) =>
        kind.Issue(userId, sessionId, options.Value.AccessTokenLifetime, new Claim("role", role));

    /// <summary>
    /// Returns the user of a valid token, or null if the token is invalid. It does not check whether the session still exists.
    /// </summary>
    public async ValueTask<SignedInUser?> ValidateAsync(string token) => (await kind.ValidateAsync(token))?.User;
}

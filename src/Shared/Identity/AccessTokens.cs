using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Identity;

/// <summary>Issues and validates access tokens. Thread-safe.</summary>
internal sealed class AccessTokens(SigningKeys keys, IOptions<AuthOptions> options, TimeProvider clock)
{
    private readonly TokenKind kind = new(keys, options.Value.Issuer, options.Value.Audience, "JWT", clock);

    public string Issue(Guid userId, Guid sessionId) => kind.Issue(userId, sessionId, options.Value.AccessTokenLifetime);

    /// <summary>
    /// Returns the user of a valid token, or null if the token is invalid. It does not check whether the session still exists.
    /// </summary>
    public async ValueTask<SignedInUser?> ValidateAsync(string token) => (await kind.ValidateAsync(token))?.User;
}

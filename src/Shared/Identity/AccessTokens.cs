using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Shared.Identity;

/// <summary>Issues and validates access tokens (JWT, RFC 7519, signed with ES256). Thread-safe.</summary>
internal sealed class AccessTokens
{
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials credentials;
    private readonly TokenValidationParameters rules;
    private readonly AuthOptions options;
    private readonly TimeProvider clock;

    public AccessTokens(SigningKey key, IOptions<AuthOptions> options, TimeProvider clock)
    {
        this.options = options.Value;
        this.clock = clock;
        credentials = new SigningCredentials(key.Key, SecurityAlgorithms.EcdsaSha256);
        rules = new TokenValidationParameters
        {
            ValidIssuer = this.options.Issuer,
            ValidAudience = this.options.Audience,
            IssuerSigningKey = key.Key,
            // Allow one algorithm only: not none, and not a symmetric one with the public key as its secret.
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            // The same machine issues and validates the tokens, so no clock tolerance is needed.
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        };
    }

    public string Issue(Guid userId, Guid sessionId)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer,
            Audience = options.Audience,
            IssuedAt = now,
            Expires = now + options.AccessTokenLifetime,
            Subject = new ClaimsIdentity(
            [
                new(JwtRegisteredClaimNames.Sub, userId.ToString()),
                new(JwtRegisteredClaimNames.Sid, sessionId.ToString()),
                // Makes two tokens of the same second different.
                new(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString("N")),
            ]),
            SigningCredentials = credentials,
        });
    }

    /// <summary>
    /// Returns the user of a valid token, or null if the token is invalid. It does not check whether the session still exists.
    /// </summary>
    public async ValueTask<SignedInUser?> ValidateAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, rules);
        return result.IsValid
            && result.SecurityToken is JsonWebToken jwt
            && Guid.TryParse(jwt.Subject, out var userId)
            && jwt.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Sid, out var sid)
            && Guid.TryParse(sid, out var sessionId)
            ? new SignedInUser(userId, sessionId, jwt.ValidTo)
            : null;
    }
}

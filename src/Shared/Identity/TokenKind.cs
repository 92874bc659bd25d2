using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Issues and validates one kind of token (JWT, RFC 7519, signed with ES256). Kinds differ in type and audience, so a token of one kind is
/// never valid as another. Thread-safe.
/// </summary>
/// <param name="issuer">The <c>iss</c> claim.</param>
/// <param name="audience">The <c>aud</c> claim of this kind.</param>
/// <param name="type">The <c>typ</c> header of this kind.</param>
internal sealed class TokenKind(SigningKeys keys, string issuer, string audience, string type, TimeProvider clock)
{
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    private readonly TokenValidationParameters rules = new()
    {
        ValidIssuer = issuer,
        ValidAudience = audience,
        ValidTypes = [type],
        IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Find(keyId),
        // Allow one algorithm only: not none, and not a symmetric one with the public key as its secret.
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        RequireExpirationTime = true,
        // The nodes of a cluster agree on the time, so no clock tolerance is needed.
        LifetimeValidator = (notBefore, expires, _, _) =>
            clock.GetUtcNow().UtcDateTime is var now && expires > now && !(notBefore > now),
    };

    /// <param name="claims">The claims of this kind, besides those of every token.</param>
    public string Issue(Guid userId, Guid sessionId, TimeSpan lifetime, params IEnumerable<Claim> claims)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            Expires = now + lifetime,
            Subject = new ClaimsIdentity(
            [
                new(JwtRegisteredClaimNames.Sub, userId.ToString()),
                new(JwtRegisteredClaimNames.Sid, sessionId.ToString()),
                // Makes two tokens of the same second different.
                new(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString("N")),
                .. claims,
            ]),
            SigningCredentials = new(keys.Current.Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>
    /// Returns the user and the claims of a valid token, or null if the token is invalid. It does not check whether the session still
    /// exists.
    /// </summary>
    public async ValueTask<(SignedInUser User, JsonWebToken Claims)?> ValidateAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, rules);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await keys.LearnAsync())
        {
            result = await handler.ValidateTokenAsync(token, rules);
        }

        return result.IsValid
            && result.SecurityToken is JsonWebToken jwt
            // Names extensions without which the token must not be accepted (RFC 7515, 4.1.11). This server knows none.
            && !jwt.TryGetHeaderValue<object>("crit", out _)
            && Guid.TryParse(jwt.Subject, out var userId)
            && Id(jwt, JwtRegisteredClaimNames.Sid) is { } sessionId
            ? (new SignedInUser(userId, sessionId, jwt.ValidTo), jwt)
            : null;
    }

    /// <summary>Returns a claim that is an id, or null if the token has none of this name.</summary>
    public static Guid? Id(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) && Guid.TryParse(text, out var id) ? id : null;
}

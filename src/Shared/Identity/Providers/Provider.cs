using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Validates the tokens of one identity provider. Thread-safe.</summary>
internal sealed class Provider(IssuerOptions options, ProviderKeys keys, TimeProvider clock)
{
    /// <summary>How far the provider's clock may be ahead. A token's end has no tolerance.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    // RFC 9068 names access tokens, and most providers do not.
    private static readonly string[] AccessTypes = ["JWT", "at+jwt", "application/at+jwt"];
    private static readonly string[] IdTypes = ["JWT"];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    public IssuerOptions Options => options;

    public ProviderKeys Keys => keys;

    /// <summary>Returns the claims of a valid access token, or null if the token is invalid.</summary>
    /// <exception cref="Http.UnavailableException">The provider's keys cannot be read.</exception>
    public async ValueTask<(JsonWebToken Token, ProviderClaims Claims)?> ValidateAccessAsync(JsonWebToken token, CancellationToken ct) =>
        !string.IsNullOrEmpty(options.Audience)
        && await ValidateAsync(token, options.Audience, AccessTypes, ct) is { } valid
        // Only ID tokens have these (OpenID Connect Core 1.0, 3.3.2.11). Providers give them to every client.
        && !valid.TryGetPayloadValue<object>("at_hash", out _) && !valid.TryGetPayloadValue<object>("c_hash", out _)
        && ClaimsReader.Read(valid, options) is { } claims
            ? (valid, claims)
            : null;

    /// <summary>Returns a valid ID token that was issued to this server, or null if it is invalid.</summary>
    /// <exception cref="Http.UnavailableException">The provider's keys cannot be read.</exception>
    public async ValueTask<JsonWebToken?> ValidateIdAsync(string text, CancellationToken ct) =>
        Read(text) is { } token
        && await ValidateAsync(token, options.ClientId!, IdTypes, ct) is { } valid
        // A token for several audiences names the one that asked for it (OpenID Connect Core 1.0, 3.1.3.7).
        && (valid.Azp is null or "" ? valid.Audiences.Count() == 1 : valid.Azp == options.ClientId)
            ? valid
            : null;

    /// <summary>Reads a token without validating it. Returns null if it is none.</summary>
    public static JsonWebToken? Read(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private async ValueTask<JsonWebToken?> ValidateAsync(JsonWebToken token, string audience, string[] types, CancellationToken ct)
    {
        // Before a key is looked for: no token makes this server use an algorithm that is not in the settings.
        if (token.IsEncrypted || !options.AcceptedAlgorithms().Contains(token.Alg)) return null;
        if (!string.IsNullOrEmpty(token.Typ) && !types.Contains(token.Typ, StringComparer.OrdinalIgnoreCase)) return null;
        // Names extensions without which the token must not be accepted (RFC 7515, 4.1.11). This server knows none.
        if (token.TryGetHeaderValue<object>("crit", out _)) return null;
        var found = await keys.FindAsync(token.Kid, token.Alg, ct);
        if (found.Length == 0) return null;
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = audience,
            ValidAlgorithms = [token.Alg],
            IssuerSigningKeyResolver = (_, _, _, _) => found.Select(key => key.Key),
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
                clock.GetUtcNow().UtcDateTime is var now && expires > now && !(notBefore > now + Tolerance),
        });
        return result.IsValid ? token : null;
    }
}

using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Features.Auth.GetKeys;

/// <summary>A key set (RFC 7517) for services that validate this server's tokens themselves.</summary>
internal sealed record Response(IReadOnlyList<Jwk> Keys) : IExample
{
    public static object Example => new Response([new("EC", "P-256", "hY2k…", "Zq7c…", "q0Xf…", "sig", "ES256")]);
}

internal sealed record Jwk(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);

internal sealed class Endpoint(SigningKeys keys) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Get("/.well-known/jwks.json");
        AllowAnonymous();
        this.Describe(
            "Get the public key that verifies access tokens.",
            "Returns a key set (RFC 7517) for services that validate this server's tokens themselves.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var jwks = keys.All.Select(key => key.PublicJwk).Select(jwk => new Jwk(jwk.Kty, jwk.Crv, jwk.X, jwk.Y, jwk.KeyId, "sig", "ES256"));
        await Send.OkAsync(new Response([.. jwks]), ct);
    }
}

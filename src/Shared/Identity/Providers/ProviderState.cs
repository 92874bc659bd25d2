using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>What a provider has published of itself.</summary>
/// <param name="Description">Its endpoints (OpenID Connect Discovery 1.0). Null for an issuer that only has keys.</param>
internal sealed record ProviderState(OpenIdConnectConfiguration? Description, IReadOnlyList<ProviderKey> Keys)
{
    /// <summary>Reads it from the provider.</summary>
    /// <exception cref="ProviderFailedException">The provider does not answer, or describes another issuer.</exception>
    /// <exception cref="ArgumentException">A document is invalid.</exception>
    public static async Task<ProviderState> FetchAsync(IssuerOptions options, ProviderHttp http, CancellationToken ct)
    {
        var description = string.IsNullOrEmpty(options.Authority) ? null : await DescribeAsync(options, http, ct);
        var keys = await http.GetAsync(description?.JwksUri ?? options.JwksUrl!, bearer: null, ct);
        return new(description, ProviderKey.ReadAll(keys));
    }

    private static async Task<OpenIdConnectConfiguration> DescribeAsync(IssuerOptions options, ProviderHttp http, CancellationToken ct)
    {
        var url = $"{options.Authority!.TrimEnd('/')}/.well-known/openid-configuration";
        var description = OpenIdConnectConfiguration.Create(await http.GetAsync(url, bearer: null, ct));
        if (description.Issuer != options.Issuer)
        {
            throw new ProviderFailedException($"{url} describes the issuer '{description.Issuer}' instead of '{options.Issuer}'.");
        }

        return ProviderUrl.IsSafe(description.JwksUri)
            ? description
            : throw new ProviderFailedException($"The jwks_uri of {url} {ProviderUrl.Rule}");
    }
}

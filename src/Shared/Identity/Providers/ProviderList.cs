using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using SamosaChaat.Shared.Cluster;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Knows the identity providers of the settings.</summary>
internal sealed class ProviderList(
    IOptions<AuthOptions> options, ProviderHttp http, TimeProvider clock, SharedClock shared, ILogger<ProviderKeys> logger)
{
    private readonly Provider[] all =
    [
        .. options.Value.Issuers.Select(issuer => new Provider(issuer, new ProviderKeys(issuer, http, clock, logger), shared)),
    ];

    /// <summary>The providers by which users of the page can sign in, in the order of the settings.</summary>
    public IEnumerable<Provider> ForSignIn => all.Where(provider => provider.Options.SignsIn());

    /// <summary>Finds the provider that a token names as its issuer. Returns null for a token of this server, and for no token.</summary>
    public Provider? IssuerOf(string token, out JsonWebToken? read)
    {
        read = all.Length > 0 ? Provider.Read(token) : null;
        var issuer = read?.Issuer;
        return Array.Find(all, provider => provider.Options.Issuer == issuer);
    }

    /// <summary>Finds a provider of <see cref="ForSignIn"/> by its name.</summary>
    public Provider? Find(string? name) => ForSignIn.FirstOrDefault(provider => provider.Options.Name == name);
}

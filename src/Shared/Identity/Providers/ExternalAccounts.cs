using Microsoft.IdentityModel.JsonWebTokens;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Finds the accounts of those who have a valid token of a provider.</summary>
internal sealed class ExternalAccounts(ProviderList providers, IStore store, SharedClock clock)
{
    /// <summary>Finds the provider that issued a token, as the token says. Returns null for a token of this server.</summary>
    public Provider? IssuerOf(string token, out JsonWebToken? read) => providers.IssuerOf(token, out read);

    /// <summary>Returns the user of an access token. Returns null if the token is invalid, or if the account is disabled.</summary>
    /// <exception cref="Http.UnavailableException">The provider's keys cannot be read.</exception>
    public async ValueTask<SignedInUser?> ValidateAsync(Provider provider, JsonWebToken read, CancellationToken ct)
    {
        if (await provider.ValidateAccessAsync(read, ct) is not var (valid, claims)) return null;
        return await AdmitAsync(claims, ct) is { DisabledAt: null } account
            ? new(account.Id, claims.IdentityId, valid.ValidTo)
            : null;
    }

    /// <summary>Returns the account of an identity, even a disabled one. Creates it on first sight.</summary>
    public async ValueTask<User> AdmitAsync(ProviderClaims claims, CancellationToken ct) =>
        await store.ReadAsync(new FindAdmitted(claims), ct)
        ?? await store.WriteAsync(new AdmitIdentity(claims, Guid.NewGuid(), clock.Now()), ct);
}

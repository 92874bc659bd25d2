using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>What a valid token of a provider says about its user.</summary>
/// <param name="Email">The address as it is stored. Null unless the provider has verified it.</param>
/// <param name="Role">The role of the user. Null if the settings leave roles to this server.</param>
internal sealed record ProviderClaims(string Issuer, string Subject, string? Email, string? Name, string? Role, DateTime IssuedAt)
{
    /// <summary>See <see cref="ExternalIdentity.Id"/>.</summary>
    public Guid IdentityId { get; } = ExternalIdentity.IdFor(Issuer, Subject);

    /// <summary>
    /// The id that a new account gets if nobody has it: the subject itself, if it is a UUID. It must be in canonical form, because two
    /// subjects must not be the same id. It must not be the id that another subject gets, which has another version.
    /// </summary>
    public Guid WantedUserId =>
        Guid.TryParseExact(Subject, "D", out var id) && id.ToString() == Subject && id.Version != NameBasedId.Version
        && id != Guid.Empty && id != Guid.AllBitsSet
            ? id
            : IdentityId;

    /// <summary>
    /// Returns true if the account must get the role of this token. An older token than the last one that did so changes nothing: it would
    /// give back a role that was taken away.
    /// </summary>
    public bool ChangesRole(ExternalIdentity identity, User account) =>
        Role is not null && Role != account.Role && IssuedAt > identity.IssuedAt && account.DisabledAt is null;
}

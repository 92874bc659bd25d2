using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Returns the account of an external identity. Returns null if <see cref="AdmitIdentity"/> has something to write.</summary>
internal sealed class FindAdmitted(ProviderClaims claims) : TableQuery<User?>
{
    protected override async ValueTask<User?> ReadAsync(ITableReader db) =>
        await db.FindIdentity(claims.IdentityId) is { } identity
        && await db.FindUser(identity.UserId) is { } account
        && !claims.ChangesRole(identity, account)
            ? account
            : null;
}

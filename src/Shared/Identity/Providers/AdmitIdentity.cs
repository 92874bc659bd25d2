using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>
/// Returns the account of an external identity. It creates the account on first sight, and gives it the role of a newer token. An
/// identity never gets an account that it did not create: neither by an id nor by an email (docs/decisions/0037).
/// </summary>
/// <param name="spare">A random id. Nobody can have an email that contains it. It is also the id of the entry in the audit log.</param>
internal sealed class AdmitIdentity(ProviderClaims claims, Guid spare, DateTime now) : TableCommand<AdmitIdentity.Seen, User>
{
    // It may count the administrators, and the identity may arrive twice at the same time, on two nodes.
    internal override Guid Key => Guid.Empty;

    internal override bool UsesReserve => true;

    /// <param name="Account">The account of the identity. Null if the identity is new.</param>
    /// <param name="WithId">The account that has the wanted id.</param>
    /// <param name="WithEmail">The account that has the email.</param>
    internal sealed record Seen(ExternalIdentity? Identity, User? Account, bool HasOtherAdmin, User? WithId, User? WithEmail);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        if (await db.FindIdentity(claims.IdentityId) is { } identity)
        {
            var (account, hasOther) = await Reads.TogetherAsync(db.FindUser(identity.UserId), db.HasOtherAdmin(identity.UserId));
            return new(identity, account, hasOther, null, null);
        }

        var withId = await db.FindUser(claims.WantedUserId);
        var withEmail = claims.Email is null ? null : await db.FindUserByEmail(User.EmailForms(claims.Email));
        return new(null, null, HasOtherAdmin: false, withId, withEmail);
    }

    internal override User Decide(Seen seen, ITableWriter writes) =>
        seen is { Identity: { } identity, Account: { } account } ? Update(seen, identity, account, writes) : Create(seen, writes);

    private User Create(Seen seen, ITableWriter writes)
    {
        var user = new User(
            seen.WithId is null ? claims.WantedUserId : claims.IdentityId,
            // The domain can never exist (RFC 2606).
            claims.Email is { } email && seen.WithEmail is null ? email : $"{spare:N}@account.invalid",
            claims.Name,
            User.NoPassword,
            now,
            claims.Role ?? UserRoles.User);
        writes.Add(user);
        writes.Add(new ExternalIdentity(claims.IdentityId, user.Id, claims.Issuer, claims.Subject, now, claims.IssuedAt));
        writes.Add(Audit(AuditKinds.AccountCreated, user));
        return user;
    }

    private User Update(Seen seen, ExternalIdentity identity, User account, ITableWriter writes)
    {
        if (!claims.ChangesRole(identity, account)) return account;
        var changed = new ChangeUser(account.Id, claims.Role, disabled: null, now).Decide((account, seen.HasOtherAdmin), writes);
        if (changed.User is null) return account;
        writes.Change(identity with { IssuedAt = claims.IssuedAt });
        writes.Add(Audit(AuditKinds.RoleChanged, changed.User));
        return changed.User;
    }

    private AuditEntry Audit(string kind, User user) =>
        new(spare, now, kind, ActorId: null, user.Id, AuditEntry.Server, $"{user.Role}; by {claims.Issuer}");
}

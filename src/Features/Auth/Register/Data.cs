using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.Register;

/// <summary>Adds a user with a first session; false, with nothing written, if the email is taken.</summary>
internal sealed class AddUser(User user, Session session) : TableCommand<User?, bool>
{
    internal override Guid Key => user.Id;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUserByEmail(User.EmailForms(user.Email));

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is not null) return false;
        writes.Add(user);
        writes.Add(session);
        return true;
    }
}

internal enum InvitedStatus
{
    Added,
    EmailTaken,

    /// <summary>The invite was used, has expired, or was for the first account of a store that has one.</summary>
    NoInvite,
}

/// <summary>
/// Adds a user with a first session and uses up an invite. Anything but <see cref="InvitedStatus.Added"/> writes nothing.
/// </summary>
/// <param name="user">The user with the invite's role.</param>
internal sealed class AddInvitedUser(User user, Session session, Guid inviteId, DateTime now)
    : TableCommand<AddInvitedUser.Seen, InvitedStatus>
{
    // Two requests must not both be the first account.
    internal override Guid Key => Guid.Empty;

    internal sealed record Seen(Invite? Invite, bool HasUsers, User? Taken);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (invite, hasUsers, taken) = await Reads.TogetherAsync(
            db.FindInvite(inviteId), db.HasUsers(), db.FindUserByEmail(User.EmailForms(user.Email)));
        return new(invite, hasUsers, taken);
    }

    internal override InvitedStatus Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Invite is not { } invite || invite.ExpiresAt <= now || invite.Role != user.Role) return InvitedStatus.NoInvite;
        if (invite.CreatedBy is null && seen.HasUsers) return InvitedStatus.NoInvite;
        if (seen.Taken is not null) return InvitedStatus.EmailTaken;
        writes.RemoveInvite(inviteId);
        writes.Add(user);
        writes.Add(session);
        return InvitedStatus.Added;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>
/// Adds an invite, and removes those that have expired: nothing else would. Returns false and writes nothing if its maker is no
/// administrator any more.
/// </summary>
internal sealed class AddInvite(Invite invite) : TableCommand<User?, bool>
{
    internal override Guid Key => invite.CreatedBy ?? invite.Id;

    internal override ValueTask<User?> LookAsync(ITableReader db) =>
        invite.CreatedBy is { } maker ? db.FindUser(maker) : new((User?)null);

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (invite.CreatedBy is not null && seen is not { IsActiveAdmin: true }) return false;
        writes.RemoveExpiredInvites(invite.CreatedAt);
        writes.Add(invite);
        return true;
    }
}

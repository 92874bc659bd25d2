using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Finds an invite that has not expired.</summary>
internal sealed class FindInvite(Guid inviteId, DateTime now) : TableQuery<Invite?>
{
    protected override async ValueTask<Invite?> ReadAsync(ITableReader db) =>
        await db.FindInvite(inviteId) is { } found && found.ExpiresAt > now ? found : null;
}

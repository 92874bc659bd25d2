using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Returns true if the user is an administrator whose account can be used.</summary>
internal sealed class IsAdmin(Guid userId) : TableQuery<bool>
{
    protected override async ValueTask<bool> ReadAsync(ITableReader db) => await db.FindUser(userId) is { IsActiveAdmin: true };
}

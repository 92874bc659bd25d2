using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.ChangePassword;

/// <summary>Stores another password; false if the user has another one than was checked, or is gone.</summary>
/// <param name="before">The hash that the current password was compared with.</param>
internal sealed class StorePassword(Guid userId, string before, string after) : TableCommand<User?, bool>
{
    internal override Guid Key => userId;

    internal override bool UsesReserve => true;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(userId);

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen?.PasswordHash != before) return false;
        writes.Change(seen with { PasswordHash = after });
        return true;
    }
}

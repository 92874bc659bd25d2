using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Gives a user a new password and ends all sessions. Returns false if there is no such user.</summary>
internal sealed class SetPassword(Guid userId, string hash) : TableCommand<User?, bool>
{
    internal override Guid Key => userId;

    internal override bool UsesReserve => true;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(userId);

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) return false;
        writes.Change(seen with { PasswordHash = hash });
        writes.RemoveSessionsOf(userId);
        return true;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Ends all sessions of a user. Returns false if there is no such user.</summary>
internal sealed class EndSessionsOf(Guid userId) : TableCommand<User?, bool>
{
    internal override Guid Key => userId;

    internal override bool UsesReserve => true;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(userId);

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) return false;
        writes.RemoveSessionsOf(userId);
        return true;
    }
}

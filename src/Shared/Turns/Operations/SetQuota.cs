using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Sets a user's own quotas. Null leaves one to the settings. Returns false if there is no such user.</summary>
internal sealed class SetQuota(Guid userId, long? turnsPerDay, long? tokensPerDay) : TableCommand<User?, bool>
{
    internal override Guid Key => userId;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(userId);

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) return false;
        writes.SetQuota(userId, turnsPerDay, tokensPerDay);
        return true;
    }
}

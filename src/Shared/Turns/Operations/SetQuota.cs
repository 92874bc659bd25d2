using System.Globalization;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Sets a user's own quotas. Null leaves one to the settings. Returns false if there is no such user.</summary>
internal sealed class SetQuota(Guid userId, long? turnsPerDay, long? tokensPerDay) : TableCommand<User?, bool>
{
    private const string BySettings = "of the settings";

    internal override Guid Key => userId;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(userId);

    /// <param name="audit">Returns an entry of a kind with a detail.</param>
    public Command<bool> Audited(Func<string, string?, AuditEntry> audit) =>
        this.Audited(audit(AuditKinds.QuotaChanged, $"turns_per_day {Said(turnsPerDay)}; tokens_per_day {Said(tokensPerDay)}"));

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) return false;
        writes.SetQuota(userId, turnsPerDay, tokensPerDay);
        return true;
    }

    private static string Said(long? quota) => quota?.ToString(CultureInfo.InvariantCulture) ?? BySettings;
}

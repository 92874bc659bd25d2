using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Admin;

/// <summary>What an account has used today, in UTC, and its quotas.</summary>
/// <param name="Turns">The turns that started today. Each attempt counts.</param>
/// <param name="Tokens">The tokens of the prompts and the answers of turns that ended today.</param>
/// <param name="TurnsPerDay">The quota of turns that counts. Null if there is none.</param>
/// <param name="TokensPerDay">The quota of tokens that counts. Null if there is none.</param>
/// <param name="OwnTurnsPerDay">The account's own quota of turns. Null if the settings decide.</param>
/// <param name="OwnTokensPerDay">The account's own quota of tokens. Null if the settings decide.</param>
/// <param name="ResetsAt">The time at which the next day begins.</param>
internal sealed record AccountUsage(
    long Turns,
    long Tokens,
    long? TurnsPerDay,
    long? TokensPerDay,
    long? OwnTurnsPerDay,
    long? OwnTokensPerDay,
    DateTime ResetsAt) : IExample
{
    public static object Example => new AccountUsage(12, 34_567, 200, null, 200, null, Usage.EndOf(Usage.DayOf(Sample.Time)));

    /// <summary>Returns null if there is no such account.</summary>
    public static async ValueTask<AccountUsage?> ReadAsync(IStore store, DailyQuotas quotas, Guid userId, CancellationToken ct)
    {
        var (day, today) = (quotas.Day, quotas.Today);
        if (await store.ReadAsync(new FindAccountUsage(userId), ct) is not { } found) return null;
        var usage = found.Usage?.On(day);
        return new(
            usage?.Turns ?? 0,
            usage?.Tokens ?? 0,
            today?.TurnsOf(usage),
            today?.TokensOf(usage),
            usage?.TurnsPerDay,
            usage?.TokensPerDay,
            Usage.EndOf(day));
    }
}

/// <param name="Usage">Null if the user has used nothing and has no quota.</param>
internal sealed record FoundUsage(Usage? Usage);

/// <summary>Returns what a user has used, or null if there is no such user.</summary>
internal sealed class FindAccountUsage(Guid userId) : TableQuery<FoundUsage?>
{
    protected override async ValueTask<FoundUsage?> ReadAsync(ITableReader db)
    {
        var (user, usage) = await Reads.TogetherAsync(db.FindUser(userId), db.FindUsage(userId));
        return user is null ? null : new(usage);
    }
}

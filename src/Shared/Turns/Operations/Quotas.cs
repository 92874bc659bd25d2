using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Says which quota is used up.</summary>
/// <param name="Unit">What is counted: <c>turns</c> or <c>tokens</c>.</param>
/// <param name="Used">What was used, with the tokens that running turns may still write.</param>
internal sealed record QuotaReached(string Unit, long Used, long Limit, DateTime ResetsAt);

/// <summary>What the store has about a user's quotas.</summary>
/// <param name="Reserved">The tokens that the user's running turns may still write. It is 0 if there is no quota of tokens.</param>
internal sealed record QuotaState(Usage? Usage, long Reserved);

/// <summary>The quotas that the settings give every user. A user's own quota takes precedence.</summary>
/// <param name="Day">The day on which a turn is to start, in days since 1970-01-01 UTC.</param>
/// <param name="EachTurn">The tokens that a running turn reserves if it names no maximum.</param>
internal sealed record Quotas(long Day, long? TurnsPerDay, long? TokensPerDay, int EachTurn)
{
    public long? TurnsOf(Usage? usage) => usage?.TurnsPerDay ?? TurnsPerDay;

    public long? TokensOf(Usage? usage) => usage?.TokensPerDay ?? TokensPerDay;

    public async ValueTask<QuotaState> LookAsync(ITableReader db, Guid userId)
    {
        var usage = await db.FindUsage(userId);
        return new(usage, TokensOf(usage) is null ? 0 : await db.ReservedTokens(userId, EachTurn));
    }

    /// <summary>
    /// Returns the quota because of which no turn may start. Null if one may. The last turn may exceed the tokens by its own: nobody knows
    /// before how long its answer is.
    /// </summary>
    public QuotaReached? Reached(QuotaState state)
    {
        var today = state.Usage?.On(Day);
        return Full("turns", today?.Turns ?? 0, TurnsOf(today)) ?? Full("tokens", (today?.Tokens ?? 0) + state.Reserved, TokensOf(today));
    }

    private QuotaReached? Full(string unit, long used, long? limit) =>
        used >= limit ? new(unit, used, limit.Value, Usage.EndOf(Day)) : null;
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Ends an attempt that was possibly stored although its start failed. Returns false and writes nothing if no such attempt runs. An
/// earlier answer stays.
/// </summary>
/// <param name="answerId">The id by which the start would recognise itself.</param>
/// <param name="failure">The problem, as JSON.</param>
internal sealed class AbandonTurn(Guid userId, Guid conversationId, Guid answerId, string failure, DateTime now)
    : TableCommand<TurnRecord?, bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal override async ValueTask<TurnRecord?> LookAsync(ITableReader db) =>
        await db.FindConversationState(userId, conversationId) is { RunningTurn: { } running } ? await db.FindTurn(running) : null;

    internal override bool Decide(TurnRecord? seen, ITableWriter writes)
    {
        if (seen?.AnswerId != answerId) return false;
        var outcome = seen.Outcome is null ? new StoredOutcome(FinishReasons.Error, seen.Attempt, TokenLengths: null, failure) : null;
        writes.EndAttempt(seen, sent: null, outcome, now);
        writes.RemoveCheckpoints(seen.Id);
        return true;
    }
}

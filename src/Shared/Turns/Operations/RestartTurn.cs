using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Starts another attempt at a turn. The turn's answer stays until there is a better one. Any result other than
/// <see cref="StartTurnStatus.Started"/> has written nothing.
/// </summary>
/// <param name="messageId">The turn's question or its answer. Null for the last turn.</param>
/// <param name="answerId">The new id of the answer, by which a write with an unknown outcome recognises itself when it runs again.</param>
/// <param name="mayStart">False if no further turn may run now.</param>
/// <param name="userLimit">See <see cref="StartTurn"/>.</param>
/// <param name="quotas">See <see cref="StartTurn"/>.</param>
/// <param name="keepsFollowing">True if the turns that follow stay on the active path.</param>
internal sealed class RestartTurn(
    Guid userId, Guid conversationId, Guid? messageId, Guid answerId, bool mayStart, DateTime now, int? userLimit = null,
    Quotas? quotas = null, bool keepsFollowing = false)
    : TableCommand<RestartTurn.Seen, StartTurnResult>
{
    internal override Guid Key => conversationId;

    internal override Guid? SecondKey => userId;

    internal sealed record Seen(ConversationState? State, MessageState? Question, long Running, QuotaState? Quota);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (state, question, running, quota) = await Reads.TogetherAsync(
            db.FindConversationState(userId, conversationId),
            messageId is { } id ? db.FindQuestionState(id) : db.FindLastQuestionState(conversationId),
            userLimit is null ? default : db.CountRunningTurns(userId),
            LookAtQuotaAsync());
        return new(state, question, running, quota);

        async ValueTask<QuotaState?> LookAtQuotaAsync() => quotas is null ? null : await quotas.LookAsync(db, userId);
    }

    internal override StartTurnResult Decide(Seen seen, ITableWriter writes)
    {
        if (seen.State is not { } state) return new(StartTurnStatus.NotFound);
        if (seen.Question is null && messageId is null) return new(StartTurnStatus.NoTurn);
        if (seen.Question is not { Turn: { } turn } question || turn.ConversationId != conversationId) return new(StartTurnStatus.NotFound);
        if (turn.IsRunning && NextAttempt.Recognise(state, question, turn, answerId) is { } own) return own;
        if (!question.Message.IsActive) return new(StartTurnStatus.NotOnPath);
        if (question.HasAllVersions) return new(StartTurnStatus.AllVersions);
        if (state.RunningTurn is { } other) return new(StartTurnStatus.ConversationBusy, RunningTurn: other);
        if (!mayStart || seen.Running >= userLimit) return new(StartTurnStatus.LimitReached);
        if (seen.Quota is { } quota && quotas?.Reached(quota) is { } reached) return new(StartTurnStatus.QuotaReached, Quota: reached);

        writes.Touch(conversationId, now);
        writes.CountUsage(userId, quotas?.Day ?? Usage.DayOf(now), turns: 1, tokens: 0);
        return NextAttempt.Start(state, question, turn, answerId, now, writes, keepsFollowing);
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Stores a user message at the end of its conversation's active path, or as a version of an earlier one, and starts its turn. If the same
/// request came before, it finds that turn and starts another attempt if the turn failed. Any result other than <see cref="StartTurnStatus.Started"/> has written nothing.
/// </summary>
/// <param name="answerId">The new id of the answer, by which a write with an unknown outcome recognises itself when it runs again.</param>
/// <param name="maxAnswerTokens">
/// Returns the maximum of <c>max_tokens</c> for a model. It knows settings only, which do not change, so the command can run again.
/// </param>
/// <param name="mayStart">False if no further turn may run now: then the command only finds what is already there.</param>
/// <param name="userLimit">
/// The number of the user's running turns with which no further one starts. It counts the turns of all nodes. Null for no limit: then the
/// command does not count.
/// </param>
/// <param name="quotas">The quotas of the user. Null for none.</param>
/// <param name="replaces">The user message of the active path that this one is a version of. Null for a message at its end.</param>
internal sealed class StartTurn(
    Guid userId, Guid conversationId, Guid messageId, string content, int tokenCount,
    Sampling sampling, Func<string, int> maxAnswerTokens, Guid answerId, bool mayStart, DateTime now,
    int? userLimit = null, Quotas? quotas = null, Guid? replaces = null)
    : TableCommand<StartTurn.Seen, StartTurnResult>
{
    internal override Guid Key => conversationId;

    // Two turns of one user must not count at the same time.
    internal override Guid? SecondKey => userId;

    /// <param name="Known">The message that has the id already, in any conversation of any user.</param>
    /// <param name="IsVersion">True if a version of an answer has the id.</param>
    /// <param name="Replaced">The message to replace. It is null if there is none.</param>
    /// <param name="Running">The number of the user's running turns. It is 0 if there is no limit.</param>
    /// <param name="Quota">Null if there is no quota.</param>
    internal sealed record Seen(ConversationState? State, MessageState? Known, bool IsVersion, Replaced? Replaced, long Running, QuotaState? Quota);

    /// <param name="Versions">The number of its versions.</param>
    internal sealed record Replaced(Message Message, long Versions);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (state, (known, isVersion, replaced), running, quota) = await Reads.TogetherAsync(
            db.FindConversationState(userId, conversationId),
            Reads.TogetherAsync(db.FindMessageState(messageId), db.IsVersion(messageId), LookAtReplacedAsync()),
            userLimit is null ? default : db.CountRunningTurns(userId),
            LookAtQuotaAsync());
        return new(state, known, isVersion, replaced, running, quota);

        async ValueTask<Replaced?> LookAtReplacedAsync() =>
            replaces is { } id && await db.FindMessage(id) is { } found ? new(found, await db.CountVersions(found)) : null;

        async ValueTask<QuotaState?> LookAtQuotaAsync() => quotas is null ? null : await quotas.LookAsync(db, userId);
    }

    internal override StartTurnResult Decide(Seen seen, ITableWriter writes)
    {
        if (seen.State is not { } state) return new(StartTurnStatus.NotFound);
        if (Refused(state, seen) is { } refused) return refused;

        writes.Touch(conversationId, now);
        writes.CountUsage(userId, quotas?.Day ?? Usage.DayOf(now), turns: 1, tokens: 0);
        // A request that comes once more, perhaps late, takes no other turn off the path.
        if (seen.Known is { Turn: { } turn } known) return NextAttempt.Start(state, known, turn, answerId, now, writes, keepsFollowing: true);

        var modelTag = state.Conversation.ModelTag;
        // The place after the last turn's answer, whether there is one or not.
        var sequence = state.LastSequence is { } last ? (last | 1) + 1 : 0;
        var message = new Message(messageId, conversationId, sequence, Roles.User, content, tokenCount, modelTag, InferenceTimeMs: 0, now)
        {
            Parent = seen.Replaced?.Message.Parent ?? state.PathEnd?.Sequence ?? Message.NoParent,
            ParentAttempt = seen.Replaced?.Message.ParentAttempt ?? state.PathEnd?.Attempt ?? 0,
        };
        var first = new TurnRecord(
            messageId, conversationId, IsRunning: true, Attempt: 0, modelTag, sampling, Outcome: null, Sent: null, answerId);
        if (seen.Replaced is { } replaced) writes.SetActive(conversationId, replaced.Message.Sequence, sequence, isActive: false);
        writes.Add(message);
        writes.Add(first, now);
        return new(StartTurnStatus.Started, message, first, Instructions: state.Instructions);
    }

    /// <summary>Returns the result if no turn starts; null if it does.</summary>
    private StartTurnResult? Refused(ConversationState state, Seen seen)
    {
        var known = seen.Known;
        if (seen.IsVersion || (known is not null && !IsSame(known, seen.Replaced))) return new(StartTurnStatus.IdConflict);
        if (known?.Turn is { IsRunning: true } turn)
        {
            return NextAttempt.Recognise(state, known, turn, answerId) ?? new(StartTurnStatus.AlreadyRunning, known.Message, turn);
        }

        if (known?.Turn?.Outcome is { } outcome && FinishReasons.IsGood(outcome.FinishReason))
        {
            return new(StartTurnStatus.AlreadyFinished, known.Message, known.Turn);
        }

        if ((known is null ? RefusedVersion(seen.Replaced) : RefusedAttempt(known)) is { } refused) return new(refused);

        var most = maxAnswerTokens(state.Conversation.ModelTag);
        if (sampling.MaxTokens > most) return new(StartTurnStatus.AnswerTooLong, MaxAnswerTokens: most);
        if (state.RunningTurn is { } other) return new(StartTurnStatus.ConversationBusy, RunningTurn: other);
        if (!mayStart || seen.Running >= userLimit) return new(StartTurnStatus.LimitReached);
        return seen.Quota is { } quota && quotas?.Reached(quota) is { } reached ? new(StartTurnStatus.QuotaReached, Quota: reached) : null;
    }

    /// <summary>True if the message that has the id is what this request says. Another user's message differs like any other.</summary>
    private bool IsSame(MessageState known, Replaced? replaced) => known.Message.ConversationId == conversationId
        && known.Turn is { } turn
        && known.Message.Content == content
        && turn.Sampling == sampling
        && (replaces is null || (replaced is { Message: var other } && IsVersionOf(other, known.Message)));

    private static bool IsVersionOf(Message other, Message message) =>
        other.ConversationId == message.ConversationId
        && other.Role == Roles.User
        && other.Parent == message.Parent
        && other.ParentAttempt == message.ParentAttempt;

    private StartTurnStatus? RefusedVersion(Replaced? replaced)
    {
        if (replaces is null) return null;
        if (replaced is null || replaced.Message.ConversationId != conversationId || replaced.Message.Role != Roles.User)
        {
            return StartTurnStatus.NotFound;
        }

        if (!replaced.Message.IsActive) return StartTurnStatus.NotOnPath;
        return replaced.Versions >= MessageTree.MaxVersions ? StartTurnStatus.AllVersions : null;
    }

    private static StartTurnStatus? RefusedAttempt(MessageState known) =>
        !known.Message.IsActive ? StartTurnStatus.NotOnPath
        : known.HasAllVersions ? StartTurnStatus.AllVersions
        : null;
}

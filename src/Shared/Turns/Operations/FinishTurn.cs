using System.Collections.ObjectModel;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Describes the end of an attempt, before it is stored.</summary>
/// <param name="Answer">The text that the attempt wrote. Null if it wrote nothing.</param>
/// <param name="Sent">The prompt that was sent to the model. Null if it is unknown.</param>
/// <param name="HasCheckpoints">False if no checkpoint was ever taken, so that none has to be removed.</param>
/// <param name="Counted">The tokens of earlier answers that the attempt counted for its prompt, by their ids. Null for none.</param>
internal sealed record AttemptEnd(
    StoredOutcome Outcome, Message? Answer, SentPrompt? Sent, bool HasCheckpoints, IReadOnlyDictionary<Guid, int>? Counted = null)
{
    /// <summary>The seams of the run that ends. Another run of the attempt has others.</summary>
    public Seams Seams { get; init; } = Seams.None;
}

/// <param name="Found">False if the attempt no longer runs, or if its conversation was deleted. Nothing was then written.</param>
/// <param name="Answer">The turn's answer now. Null if it has none.</param>
internal sealed record FinishTurnResult(bool Found, Message? Answer);

/// <summary>
/// Ends an attempt in one transaction. Stores the answer in place of the earlier one if the new one is better. Makes the conversation
/// the newest in its owner's list.
/// </summary>
/// <param name="standing">The finish reason of the earlier answer. Null if there was none.</param>
internal sealed class FinishTurn(Message question, AttemptEnd end, string? standing, DateTime now)
    : TableCommand<FinishTurn.Seen, FinishTurnResult>
{
    internal override Guid Key => question.ConversationId;

    internal sealed record Seen(TurnRecord? Turn, Message? Before);

    /// <summary>A bad outcome never replaces a good one. A missing answer never replaces an existing one.</summary>
    private bool Replaces =>
        standing is null || (end.Answer is not null && (FinishReasons.IsGood(end.Outcome.FinishReason) || !FinishReasons.IsGood(standing)));

    // A message id that was free again may be a turn of another conversation now.
    private bool IsOurs(TurnRecord turn) =>
        turn.Attempt == end.Outcome.Attempt && turn.Seams == end.Seams && turn.ConversationId == question.ConversationId;

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (turn, before) = await Reads.TogetherAsync(db.FindTurn(question.Id), standing is null ? default : db.FindAnswer(question));
        return new(turn, before);
    }

    internal override FinishTurnResult Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Turn is not { IsRunning: true } turn || !IsOurs(turn)) return new(Found: false, Answer: null);

        writes.EndAttempt(turn, end.Sent, Replaces ? end.Outcome : null, now);
        writes.Touch(question.ConversationId, now);
        if (end.HasCheckpoints) writes.RemoveCheckpoints(question.Id);
        foreach (var (answerId, tokens) in end.Counted ?? ReadOnlyDictionary<Guid, int>.Empty) writes.SetOwnTokenCount(answerId, tokens);
        if (!Replaces) return new(Found: true, seen.Before);

        if (seen.Before is { } before) writes.RemoveMessage(before.Id);
        if (end.Answer is { } answer) writes.Add(answer);
        return new(Found: true, end.Answer);
    }
}

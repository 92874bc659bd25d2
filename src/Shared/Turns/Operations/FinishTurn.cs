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

    /// <summary>What the attempt has used. Null if nobody counts it.</summary>
    public Spent? Spent { get; init; }
}

/// <summary>What an attempt has used of its user's quota.</summary>
/// <param name="Day">The day on which it ends, in days since 1970-01-01 UTC.</param>
/// <param name="Tokens">The tokens of its prompt and of all that the model wrote.</param>
internal sealed record Spent(Guid UserId, long Day, long Tokens);

/// <param name="Found">False if the attempt no longer runs, or if its conversation was deleted. Then nothing but what it has used was written.</param>
/// <param name="Answer">The turn's answer now. Null if it has none.</param>
internal sealed record FinishTurnResult(bool Found, Message? Answer);

/// <summary>
/// Ends an attempt in one transaction. Stores the answer in place of the earlier one if the new one is better; the turns that follow then
/// leave the active path, unless the request said otherwise. Makes the conversation the newest in its owner's list.
/// </summary>
/// <param name="standing">The finish reason of the earlier answer. Null if there was none.</param>
internal sealed class FinishTurn(Message question, AttemptEnd end, string? standing, DateTime now)
    : TableCommand<FinishTurn.Seen, FinishTurnResult>
{
    internal override Guid Key => question.ConversationId;

    internal override bool UsesReserve => true;

    // Two turns of one user must not count at the same time.
    internal override Guid? SecondKey => end.Spent?.UserId;

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
        if (seen.Turn is not { IsRunning: true } turn || !IsOurs(turn))
        {
            // The deletion of the conversation does not give back what the turn has used.
            if (seen.Turn is null) Count(writes);
            return new(Found: false, Answer: null);
        }

        Count(writes);
        writes.EndAttempt(turn, end.Sent, Replaces ? end.Outcome : null, now);
        writes.Touch(question.ConversationId, now);
        if (end.HasCheckpoints) writes.RemoveCheckpoints(question.Id);
        foreach (var (answerId, tokens) in end.Counted ?? ReadOnlyDictionary<Guid, int>.Empty) writes.SetOwnTokenCount(answerId, tokens);
        if (!Replaces) return new(Found: true, seen.Before);

        if (seen.Before is { } before) writes.RemoveMessage(before.Id);
        if (end.Answer is { } answer) writes.Add(answer);
        if (turn.Outcome is { } earlier) ReplaceFollowed(turn, earlier, writes);
        return new(Found: true, end.Answer);
    }

    /// <summary>Decides what becomes of the turns that follow the answer that another one replaces.</summary>
    private void ReplaceFollowed(TurnRecord turn, StoredOutcome earlier, ITableWriter writes)
    {
        var keeps = turn.KeepsFollowing || end.Answer is null;
        // Where there was no answer, there is no version of it that they could follow.
        if (keeps || standing is null) writes.MoveFollowers(turn.ConversationId, question.Sequence, earlier.Attempt, turn.Attempt);
        if (!keeps) writes.SetActive(turn.ConversationId, question.Sequence + 2, Message.MaxSequence, isActive: false);
    }

    private void Count(ITableWriter writes)
    {
        if (end.Spent is { Tokens: > 0 } spent) writes.CountUsage(spent.UserId, spent.Day, turns: 0, spent.Tokens);
    }
}

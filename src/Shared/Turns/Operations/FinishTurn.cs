using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>How an attempt ended, to be stored.</summary>
/// <param name="Answer">What it wrote; null if that is nothing.</param>
/// <param name="Sent">Null if that is not known.</param>
/// <param name="HasCheckpoints">False where none was ever taken, and none has to be removed.</param>
internal sealed record AttemptEnd(StoredOutcome Outcome, Message? Answer, SentPrompt? Sent, bool HasCheckpoints);

/// <param name="Found">False where the attempt does not run any more, or its conversation was deleted; nothing was written then.</param>
/// <param name="Answer">The one that stands now; null if there is none.</param>
internal sealed record Finished(bool Found, Message? Answer);

/// <summary>
/// Ends an attempt: stores its answer in place of the one before, if it is the better one, and bumps the conversation, all at once.
/// </summary>
/// <param name="standing">The finish reason of the answer that there was before; null if there was none.</param>
internal sealed class FinishTurn(Message question, AttemptEnd end, string? standing, DateTime now) : Command<Finished>
{
    internal override Finished Sql(SqlSession db)
    {
        if (!db.EndAttempt(question.Id, end.Outcome.Attempt, end.Sent, Stands() ? end.Outcome : null, now)) return new(false, null);

        db.Touch(question.ConversationId, now);
        if (end.HasCheckpoints) db.RemoveCheckpoints(question.Id);
        var before = standing is null ? null : db.FindAnswer(question);
        if (!Stands()) return new(true, before);
        if (before is not null) db.RemoveMessage(before.Id);
        if (end.Answer is not null) db.Add(end.Answer);
        return new(true, end.Answer);
    }

    internal override Finished Documents(DocumentSession db)
    {
        if (!db.EndAttempt(question.Id, end.Outcome.Attempt, end.Sent, Stands() ? end.Outcome : null, now)) return new(false, null);

        db.Touch(question.ConversationId, now);
        if (end.HasCheckpoints) db.RemoveCheckpoints(question.Id);
        var before = standing is null ? null : db.FindAnswer(question);
        if (!Stands()) return new(true, before);
        if (before is not null) db.RemoveMessage(before.Id);
        if (end.Answer is not null) db.Add(end.Answer);
        return new(true, end.Answer);
    }

    /// <summary>What ended badly never takes the place of what ended well, and nothing never takes the place of something.</summary>
    private bool Stands() =>
        standing is null || (end.Answer is not null && (FinishReasons.IsGood(end.Outcome.FinishReason) || !FinishReasons.IsGood(standing)));
}

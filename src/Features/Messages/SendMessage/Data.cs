using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Features.Messages.SendMessage;

/// <summary>
/// Stores a user message at the end of its conversation and starts its turn. If the same request came before, it finds that turn, and
/// starts it again if it failed. It writes nothing unless the status is <see cref="StartTurnStatus.Started"/>.
/// </summary>
/// <param name="mayBegin">
/// Returns false if no further turn may run. The command calls it right before the turn starts. Every run of the command must get the same
/// answer.
/// </param>
internal sealed class StartTurn(
    Guid userId, Guid conversationId, Guid messageId, string content, int tokenCount, Sampling sampling, Func<bool> mayBegin, DateTime now)
    : Command<StartTurnResult>
{
    internal override StartTurnResult Sql(SqlSession db)
    {
        // Commands run one at a time, so these lookups stay valid until the writes below. The unique indexes only confirm it.
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(StartTurnStatus.NotFound);
        var known = db.FindMessage(messageId);
        var turn = known is null ? null : db.FindTurn(messageId);
        if (Settled(known, turn, db.RunningTurn(conversationId)) is { } settled) return settled;

        db.Touch(conversationId, now);
        if (turn is not null) return db.RestartTurn(known!, turn, conversation.ModelTag, now);

        var last = db
            .Prepare($"SELECT sequence FROM messages WHERE {MessageKey.OfConversation} ORDER BY place DESC LIMIT 1")
            .Set("@conversation", conversationId)
            .Number();
        var message = NewMessage((int?)last, conversation.ModelTag);
        var first = NewTurn(conversation.ModelTag);
        db.Add(message);
        db.Add(first, now);
        return new(StartTurnStatus.Started, message, first);
    }

    internal override StartTurnResult Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(StartTurnStatus.NotFound);
        var known = db.FindMessage(messageId);
        var turn = known is null ? null : db.FindTurn(messageId);
        if (Settled(known, turn, db.RunningTurn(conversationId)) is { } settled) return settled;

        db.Change(conversation, conversation with { UpdatedAt = now });
        if (turn is not null) return db.RestartTurn(known!, turn, conversation.ModelTag, now);

        var last = db.Messages.Descending(
            MessageMapping.InOrder, Keys.Of(conversationId, 0), Keys.Of(conversationId, int.MaxValue), 1, found => found["sequence"]
                .AsInt32);
        var message = NewMessage(last is [var newest] ? newest : null, conversation.ModelTag);
        var first = NewTurn(conversation.ModelTag);
        db.Add(message);
        db.Add(first, now);
        return new(StartTurnStatus.Started, message, first);
    }

    /// <summary>Returns the result if no turn starts, or null if the turn starts.</summary>
    private StartTurnResult? Settled(Message? known, TurnRecord? turn, Guid? running)
    {
        if (known is not null && !IsSame(known, turn)) return new(StartTurnStatus.IdConflict);
        if (turn is { IsRunning: true }) return new(StartTurnStatus.AlreadyRunning, known, turn);
        if (turn?.Outcome is { } outcome && FinishReasons.IsGood(outcome.FinishReason))
        {
            return new(StartTurnStatus.AlreadyFinished, known, turn);
        }

        if (running is { } other) return new(StartTurnStatus.ConversationBusy, RunningTurn: other);
        return mayBegin() ? null : new(StartTurnStatus.LimitReached);
    }

    /// <summary>Returns true if the message with the same id equals this request's message. A message of another user never does.</summary>
    private bool IsSame(Message known, TurnRecord? turn) =>
        known.ConversationId == conversationId && turn is not null && known.Content == content && turn.Sampling == sampling;

    /// <summary>Creates the message after the position of the last turn's answer, even if that turn has no answer.</summary>
    private Message NewMessage(int? last, string modelTag) =>
        new(
            messageId,
            conversationId,
            last is { } place ? (place | 1) + 1 : 0,
            Roles.User,
            content,
            tokenCount,
            modelTag,
            InferenceTimeMs: 0,
            now);

    private TurnRecord NewTurn(string modelTag) =>
        new(messageId, conversationId, IsRunning: true, Attempt: 0, modelTag, sampling, Outcome: null, Sent: null);
}

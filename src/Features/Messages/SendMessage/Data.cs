using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Features.Messages.SendMessage;

/// <summary>
/// Stores a user message at the end of its conversation and begins its turn; finds the turn where the same request came before, and begins it again if it
/// had failed. Whatever is not <see cref="StartTurnStatus.Started"/> has written nothing.
/// </summary>
/// <param name="mayBegin">Asked when the turn is about to begin, and by every run with the same answer; false where no further turn may run.</param>
public sealed class StartTurn(
    Guid userId, Guid conversationId, Guid messageId, string content, int tokenCount, Sampling sampling, Func<bool> mayBegin, DateTime now) : Command<StartTurnResult>
{
    internal override StartTurnResult Sql(SqlSession db)
    {
        // Commands run one at a time, so what is looked up here still holds below; the unique indexes are the proof, not the means.
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
            MessageMapping.InOrder, Keys.Of(conversationId, 0), Keys.Of(conversationId, int.MaxValue), 1, found => found["sequence"].AsInt32);
        var message = NewMessage(last is [var newest] ? newest : null, conversation.ModelTag);
        var first = NewTurn(conversation.ModelTag);
        db.Add(message);
        db.Add(first, now);
        return new(StartTurnStatus.Started, message, first);
    }

    /// <summary>What there is to say if nothing is to begin; null if the turn shall begin.</summary>
    private StartTurnResult? Settled(Message? known, TurnRecord? turn, Guid? running)
    {
        if (known is not null && !IsSame(known, turn)) return new(StartTurnStatus.IdConflict);
        if (turn is { IsRunning: true }) return new(StartTurnStatus.AlreadyRunning, known, turn);
        if (turn?.Outcome is { } outcome && FinishReasons.IsGood(outcome.FinishReason)) return new(StartTurnStatus.AlreadyFinished, known, turn);
        if (running is { } other) return new(StartTurnStatus.ConversationBusy, RunningTurn: other);
        return mayBegin() ? null : new(StartTurnStatus.LimitReached);
    }

    /// <summary>True if the message that has the id is what this request says. Somebody else's is as different as any other.</summary>
    private bool IsSame(Message known, TurnRecord? turn) =>
        known.ConversationId == conversationId && turn is not null && known.Content == content && turn.Sampling == sampling;

    /// <summary>After the place of the last turn's answer, whether there is one or not.</summary>
    private Message NewMessage(int? last, string modelTag) =>
        new(messageId, conversationId, last is { } place ? (place | 1) + 1 : 0, Roles.User, content, tokenCount, modelTag, InferenceTimeMs: 0, now);

    private TurnRecord NewTurn(string modelTag) => new(messageId, conversationId, IsRunning: true, Attempt: 0, modelTag, sampling, Outcome: null, Sent: null);
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Begins another attempt at a turn, whose answer stands until there is a better one. Whatever is not <see cref="StartTurnStatus.Started"/> has written nothing.
/// </summary>
/// <param name="messageId">The turn's question or its answer; null for the last turn.</param>
/// <param name="mayBegin">Asked when the turn is about to begin, and by every run with the same answer; false where no further turn may run.</param>
internal sealed class RestartTurn(Guid userId, Guid conversationId, Guid? messageId, Func<bool> mayBegin, DateTime now) : Command<StartTurnResult>
{
    internal override StartTurnResult Sql(SqlSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(StartTurnStatus.NotFound);
        var meant = messageId is { } id ? db.FindMessage(id) : db.LastMessage(conversationId);
        var question = meant is { Role: Roles.Assistant } ? db.FindQuestion(meant) : meant;
        var turn = question is null ? null : db.FindTurn(question.Id);
        if (Refused(meant, turn, db.RunningTurn(conversationId)) is { } refused) return refused;

        db.Touch(conversationId, now);
        return db.RestartTurn(question!, turn!, conversation.ModelTag, now);
    }

    internal override StartTurnResult Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(StartTurnStatus.NotFound);
        var meant = messageId is { } id ? db.FindMessage(id) : db.LastMessage(conversationId);
        var question = meant is { Role: Roles.Assistant } ? db.FindQuestion(meant) : meant;
        var turn = question is null ? null : db.FindTurn(question.Id);
        if (Refused(meant, turn, db.RunningTurn(conversationId)) is { } refused) return refused;

        db.Touch(conversationId, now);
        return db.RestartTurn(question!, turn!, conversation.ModelTag, now);
    }

    /// <summary>Null if the turn may begin again.</summary>
    private StartTurnResult? Refused(Message? meant, TurnRecord? turn, Guid? running)
    {
        if (meant is null && messageId is null) return new(StartTurnStatus.NoTurn);
        if (turn?.ConversationId != conversationId) return new(StartTurnStatus.NotFound);
        if (running is { } other) return new(StartTurnStatus.ConversationBusy, RunningTurn: other);
        return mayBegin() ? null : new(StartTurnStatus.LimitReached);
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// Begins another attempt at a turn, whose answer stands until there is a better one. Whatever is not <see cref="Beginning.Began"/> has written nothing.
/// </summary>
/// <param name="messageId">The turn's question or its answer; null for the last turn.</param>
/// <param name="mayBegin">Asked when the turn is about to begin, and by every run with the same answer; false where no further turn may run.</param>
public sealed class BeginAgain(Guid userId, Guid conversationId, Guid? messageId, Func<bool> mayBegin, DateTime now) : Command<Begun>
{
    internal override Begun Sql(SqlSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(Beginning.NotFound);
        var meant = messageId is { } id ? db.FindMessage(id) : db.LastMessage(conversationId);
        var question = meant is { Role: Roles.Assistant } ? db.FindQuestion(meant) : meant;
        var turn = question is null ? null : db.FindTurn(question.Id);
        if (Refused(meant, turn, db.RunningTurn(conversationId)) is { } refused) return refused;

        db.Touch(conversationId, now);
        return db.BeginAgain(question!, turn!, conversation.ModelTag, now);
    }

    internal override Begun Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(Beginning.NotFound);
        var meant = messageId is { } id ? db.FindMessage(id) : db.LastMessage(conversationId);
        var question = meant is { Role: Roles.Assistant } ? db.FindQuestion(meant) : meant;
        var turn = question is null ? null : db.FindTurn(question.Id);
        if (Refused(meant, turn, db.RunningTurn(conversationId)) is { } refused) return refused;

        db.Touch(conversationId, now);
        return db.BeginAgain(question!, turn!, conversation.ModelTag, now);
    }

    /// <summary>Null if the turn may begin again.</summary>
    private Begun? Refused(Message? meant, TurnRecord? turn, Guid? running)
    {
        if (meant is null && messageId is null) return new(Beginning.NoTurn);
        if (turn?.ConversationId != conversationId) return new(Beginning.NotFound);
        if (running is { } other) return new(Beginning.Busy, RunningTurn: other);
        return mayBegin() ? null : new(Beginning.Full);
    }
}

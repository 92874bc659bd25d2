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
/// <param name="mayBegin">False where no further turn may run: then it only looks.</param>
public sealed class BeginAgain(Guid userId, Guid conversationId, Guid? messageId, bool mayBegin, DateTime now) : Command<Begun>
{
    internal override Begun Sql(SqlSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(Beginning.NotFound);
        var meant = messageId is { } id ? db.FindMessage(id) : db.LastMessage(conversationId);
        if (meant is null || meant.ConversationId != conversationId) return new(messageId is null ? Beginning.NoTurn : Beginning.NotFound);
        var question = meant.Role == Roles.User ? meant : db.FindQuestion(meant);
        if (question is null || db.FindTurn(question.Id) is not { } turn) return new(Beginning.NotFound);
        if (db.RunningTurn(conversationId) is { } running) return new(Beginning.Busy, RunningTurn: running);
        if (!mayBegin) return new(Beginning.Full);

        db.Touch(conversationId, now);
        return db.BeginAgain(question, turn, conversation.ModelTag, now);
    }

    internal override Begun Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(Beginning.NotFound);
        var meant = messageId is { } id ? db.FindMessage(id) : db.LastMessage(conversationId);
        if (meant is null || meant.ConversationId != conversationId) return new(messageId is null ? Beginning.NoTurn : Beginning.NotFound);
        var question = meant.Role == Roles.User ? meant : db.FindQuestion(meant);
        if (question is null || db.FindTurn(question.Id) is not { } turn) return new(Beginning.NotFound);
        if (db.RunningTurn(conversationId) is { } running) return new(Beginning.Busy, RunningTurn: running);
        if (!mayBegin) return new(Beginning.Full);

        db.Touch(conversationId, now);
        return db.BeginAgain(question, turn, conversation.ModelTag, now);
    }
}

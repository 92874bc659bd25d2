using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Presents the tables of an SQL engine. The mappings hold each table's columns and statements.</summary>
internal sealed class SqlTables(SqlSession db) : ITableReader, ITableWriter
{
    public ValueTask<User?> FindUser(Guid userId) => db.FindUser(userId);

    public ValueTask<User?> FindUserByEmail(string email) => db.FindUserByEmail(email);

    public ValueTask<Session?> FindSession(Guid sessionId) => db.FindSession(sessionId);

    public ValueTask<Conversation?> FindConversation(Guid userId, Guid conversationId) => db.OwnConversation(userId, conversationId);

    public ValueTask<ConversationState?> FindConversationState(Guid userId, Guid conversationId) =>
        db.OwnConversationState(userId, conversationId);

    public ValueTask<Instructions?> FindInstructions(Guid conversationId) => db.FindInstructions(conversationId);

    public ValueTask<TurnRecord?> FindTurn(Guid turnId) => db.FindTurn(turnId);

    public ValueTask<TurnRecord?> FindTurn(Guid userId, Guid conversationId, Guid turnId) => db.OwnTurn(userId, conversationId, turnId);

    public ValueTask<MessageState?> FindMessageState(Guid messageId) => db.FindMessageState(messageId);

    public ValueTask<MessageState?> FindQuestionState(Guid messageId) => db.FindQuestionState(messageId);

    public ValueTask<MessageState?> FindLastQuestionState(Guid conversationId) => db.FindLastQuestionState(conversationId);

    public ValueTask<Message?> FindMessage(Guid messageId) => db.FindMessage(messageId);

    public ValueTask<Message?> FindAnswer(Message question) => db.FindAnswer(question);

    public void Add(User user) => db.Add(user).Now();

    public void Add(Session session) => db.Add(session).Now();

    public void Rotate(Session session) => db.Rotate(session).Now();

    public void RemoveSession(Guid sessionId) => db.RemoveSession(sessionId).Now();

    public void Add(Conversation conversation) => db.Add(conversation).Now();

    public void Touch(Guid conversationId, DateTime now) => db.Touch(conversationId, now).Now();

    public void SetInstructions(Guid conversationId, Instructions instructions) =>
        db.SetInstructions(conversationId, instructions).Now();

    public void RemoveInstructions(Guid conversationId) => db.RemoveInstructions(conversationId).Now();

    public void Add(Message message) => db.Add(message);

    public void RemoveMessage(Guid messageId) => db.RemoveMessage(messageId).Now();

    public void Add(TurnRecord turn, DateTime now) => db.Add(turn, now).Now();

    public void StartAttempt(TurnRecord next, DateTime now) => db.StartAttempt(next, now).Now();

    public void EndAttempt(TurnRecord turn, SentPrompt? sent, StoredOutcome? outcome, DateTime now) =>
        db.EndAttempt(turn, sent, outcome, now).Now();

    public void SetOwnTokenCount(Guid messageId, int tokens) => db.SetOwnTokenCount(messageId, tokens).Now();

    public void RemoveCheckpoints(Guid turnId) => db.RemoveCheckpoints(turnId).Now();
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Presents the tables of an SQL engine. The mappings hold each table's columns and statements.</summary>
internal sealed class SqlTables(SqlSession db) : ITableReader, ITableWriter
{
    public ValueTask<User?> FindUser(Guid userId) => db.FindUser(userId);

    public ValueTask<User?> FindUserByEmail(string email) => db.FindUserByEmail(email);

    public ValueTask<bool> HasUsers() => db.HasUsers();

    public ValueTask<bool> HasOtherAdmin(Guid userId) => db.HasOtherAdmin(userId);

    public ValueTask<Invite?> FindInvite(Guid inviteId) => db.FindInvite(inviteId);

    public ValueTask<Session?> FindSession(Guid sessionId) => db.FindSession(sessionId);

    public ValueTask<ApiKey?> FindApiKey(Guid keyId) => db.FindApiKey(keyId);

    public ValueTask<List<ApiKey>> ApiKeysOf(Guid userId) => db.ApiKeysOf(userId);

    public ValueTask<ExternalIdentity?> FindIdentity(Guid identityId) => db.FindIdentity(identityId);

    public ValueTask<bool> TryLockAudit() => db.TryLockAudit();

    public ValueTask<List<AuditEntry>> UnsealedEntries(int limit) => db.OldestUnsealed(limit);

    public ValueTask<List<SealedEntry>> OldestEntries(int limit) => db.SealedFrom(AuditChain.First, limit);

    public ValueTask<SealedEntry?> NewestEntry() => db.NewestSealed();

    public ValueTask<Conversation?> FindConversation(Guid userId, Guid conversationId) => db.OwnConversation(userId, conversationId);

    public ValueTask<TrashedConversation?> FindTrashed(Guid userId, Guid conversationId) => db.FindTrashed(userId, conversationId);

    public ValueTask<List<TrashedConversation>> TrashBelow(Guid userId, DateTime deletedAt, Guid id, int limit) =>
        db.TrashBelow(userId, deletedAt, id, limit);

    public ValueTask<List<TrashedConversation>> OldestTrash(int limit) => db.OldestTrash(limit);

    public ValueTask<ConversationState?> FindConversationState(Guid userId, Guid conversationId) =>
        db.OwnConversationState(userId, conversationId);

    public ValueTask<int?> LastSequence(Guid conversationId) => db.LastSequence(conversationId);

    public ValueTask<Instructions?> FindInstructions(Guid conversationId) => db.FindInstructions(conversationId);

    public ValueTask<TurnRecord?> FindTurn(Guid turnId) => db.FindTurn(turnId);

    public ValueTask<TurnRecord?> FindTurn(Guid userId, Guid conversationId, Guid turnId) => db.OwnTurn(userId, conversationId, turnId);

    public ValueTask<long> CountRunningTurns(Guid userId) => db.CountRunningTurns(userId);

    public ValueTask<Usage?> FindUsage(Guid userId) => db.FindUsage(userId);

    public ValueTask<long> ReservedTokens(Guid userId, int each) => db.ReservedTokens(userId, each);

    public ValueTask<MessageState?> FindMessageState(Guid messageId) => db.FindMessageState(messageId);

    public ValueTask<MessageState?> FindQuestionState(Guid messageId) => db.FindQuestionState(messageId);

    public ValueTask<MessageState?> FindLastQuestionState(Guid conversationId) => db.FindLastQuestionState(conversationId);

    public ValueTask<Message?> FindMessage(Guid messageId) => db.FindMessage(messageId);

    public ValueTask<Message?> FindAnswer(Message question) => db.FindAnswer(question);

    public ValueTask<long> CountVersions(Message question) => db.CountVersions(question);

    public ValueTask<bool> IsVersion(Guid answerId) => db.IsVersion(answerId);

    public ValueTask<bool> AreTaken(Guid conversationId, IReadOnlyList<Guid> messageIds) => db.AreTaken(conversationId, messageIds);

    public ValueTask<AnswerVersion?> FindVersion(Guid turnId, int attempt) => db.FindVersion(turnId, attempt);

    public ValueTask<MessageTree> ReadTree(Guid conversationId) => db.ReadTree(conversationId);

    public ValueTask<List<Message>> ReadPath(Guid conversationId, int upTo, int limit) => db.ReadPath(conversationId, upTo, limit);

    public ValueTask<List<WholeTurn>> TurnsOnPath(Guid conversationId, int upTo) => db.TurnsOnPath(conversationId, upTo);

    public ValueTask<List<Conversation>> NewestBelow(Guid userId, ConversationFilter filter, DateTime updatedAt, Guid id, int limit) =>
        db.NewestBelow(userId, filter, updatedAt, id, limit).AllAsync(ConversationMapping.Read);

    public ValueTask<List<Conversation>> OldestTemporary(int limit) => db.OldestTemporary(limit);

    public ValueTask<List<FoundMessage>> SearchBelow(SearchFilter filter, SearchPlace below, int limit) => db.SearchBelow(filter, below, limit);

    public ValueTask<Message?> FindUnindexed() => db.FindUnindexed();

    public ValueTask<List<Message>> UnindexedMessages(Guid conversationId, int limit) => db.UnindexedMessages(conversationId, limit);

    public void Add(User user) => db.Write(db.Add(user));

    public void Change(User user) => db.Write(db.Change(user));

    public void RemoveUser(Guid userId) => db.Write(db.RemoveUser(userId));

    public void Add(Invite invite) => db.Write(db.Add(invite));

    public void RemoveInvite(Guid inviteId) => db.Write(db.RemoveInvite(inviteId));

    public void RemoveInvitesOf(Guid userId) => db.Write(db.RemoveInvitesOf(userId));

    public void RemoveExpiredInvites(DateTime now) => db.Write(db.RemoveExpiredInvites(now));

    public void Add(ApiKey key) => db.Write(db.Add(key));

    public void RemoveApiKey(Guid keyId) => db.Write(db.RemoveApiKey(keyId));

    public void RemoveApiKeysOf(Guid userId) => db.Write(db.RemoveApiKeysOf(userId));

    public void RemoveUsage(Guid userId) => db.Write(db.RemoveUsage(userId));

    public void Add(ExternalIdentity identity) => db.Write(db.Add(identity));

    public void Change(ExternalIdentity identity) => db.Write(db.Change(identity));

    public void RemoveIdentitiesOf(Guid userId) => db.Write(db.RemoveIdentitiesOf(userId));

    public void Add(AuditEntry entry) => db.Write(db.Add(entry));

    public void Add(SealedEntry entry) => db.Write(db.Add(entry));

    public void RemoveUnsealed(Guid entryId) => db.Write(db.RemoveUnsealed(entryId));

    public void RemoveSealedUpTo(long number) => db.Write(db.RemoveSealedUpTo(number));

    public void Add(Session session) => db.Write(db.Add(session));

    public void Add(Usage usage) => db.Write(db.Add(usage));

    public void CountUsage(Guid userId, long day, int turns, long tokens) => db.Write(db.CountUsage(userId, day, turns, tokens));

    public void SetQuota(Guid userId, long? turnsPerDay, long? tokensPerDay) => db.Write(db.SetQuota(userId, turnsPerDay, tokensPerDay));

    public void Rotate(Session session) => db.Write(db.Rotate(session));

    public void RemoveSession(Guid sessionId) => db.Write(db.RemoveSession(sessionId));

    public void RemoveSessionsOf(Guid userId) => db.Write(db.RemoveSessionsOf(userId));

    public void Add(Conversation conversation) => db.Write(db.Add(conversation));

    public void Remove(Conversation own) => db.RemoveWithContents(own);

    public void Add(TrashedConversation trashed) => db.Add(trashed);

    public void MoveToTrash(Conversation own, DateTime now) => db.MoveToTrash(own, now);

    public void Restore(TrashedConversation trashed) => db.Restore(trashed);

    public void Remove(TrashedConversation trashed) => db.RemoveWithContents(trashed);

    public void RemoveMessagesFrom(Guid conversationId, int first) => db.RemoveMessagesFrom(conversationId, first);

    public void Touch(Guid conversationId, DateTime now) => db.Write(db.Touch(conversationId, now));

    public void SetInstructions(Guid conversationId, Instructions instructions) =>
        db.Write(db.SetInstructions(conversationId, instructions));

    public void RemoveInstructions(Guid conversationId) => db.Write(db.RemoveInstructions(conversationId));

    public void Add(Message message)
    {
        db.Write(db.Add(message));
        db.Write(db.AddTermsOf(message));
    }

    public void AddToIndex(Message message)
    {
        db.Write(db.GiveNumber(message));
        db.Write(db.AddTermsOf(message));
    }

    public void RemoveMessage(Guid messageId) => db.Write(db.RemoveMessage(messageId));

    public void Add(TurnRecord turn, DateTime now) => db.Write(db.Add(turn, now));

    public void Add(WholeTurn turn) => db.Write(db.Add(turn));

    public void Add(Guid turnId, Checkpoint piece) => db.Write(db.Add(turnId, piece));

    public void StartAttempt(TurnRecord next, DateTime now) => db.Write(db.StartAttempt(next, now));

    public void ContinueAttempt(TurnRecord next) => db.Write(db.ContinueAttempt(next));

    public void EndAttempt(TurnRecord turn, SentPrompt? sent, StoredOutcome? outcome, DateTime now) =>
        db.Write(db.EndAttempt(turn, sent, outcome, now));

    public void SetOwnTokenCount(Guid messageId, int tokens) => db.Write(db.SetOwnTokenCount(messageId, tokens));

    public void RemoveCheckpoints(Guid turnId) => db.Write(db.RemoveCheckpoints(turnId));

    public void Keep(AnswerVersion version) => db.Write(db.Keep(version));

    public void SetStanding(TurnRecord earlier) => db.Write(db.SetStanding(earlier));

    public void SetActive(Guid conversationId, int from, int to, bool isActive) =>
        db.Write(db.SetActive(conversationId, from, to, isActive));

    public void MoveFollowers(Guid conversationId, int parent, int before, int after) =>
        db.Write(db.MoveFollowers(conversationId, parent, before, after));
}

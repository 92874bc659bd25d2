using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>Presents the collections of a document engine as tables. All calls complete at once.</summary>
internal sealed class DocumentTables(DocumentSession db) : ITableReader, ITableWriter
{
    public ValueTask<User?> FindUser(Guid userId) => new(db.FindUser(userId));

    public ValueTask<User?> FindUserByEmail(string email) => new(db.FindUserByEmail(email));

    public ValueTask<bool> HasUsers() => new(db.HasUsers());

    public ValueTask<bool> HasOtherAdmin(Guid userId) => new(db.HasOtherAdmin(userId));

    public ValueTask<Invite?> FindInvite(Guid inviteId) => new(db.FindInvite(inviteId));

    public ValueTask<Session?> FindSession(Guid sessionId) => new(db.FindSession(sessionId));

    public ValueTask<ApiKey?> FindApiKey(Guid keyId) => new(db.FindApiKey(keyId));

    public ValueTask<List<ApiKey>> ApiKeysOf(Guid userId) => new(db.ApiKeysOf(userId));

    public ValueTask<ExternalIdentity?> FindIdentity(Guid identityId) => new(db.FindIdentity(identityId));

    public ValueTask<bool> TryLockAudit() => new(true);

    public ValueTask<List<AuditEntry>> UnsealedEntries(int limit) => new(db.OldestUnsealed(limit));

    public ValueTask<List<SealedEntry>> OldestEntries(int limit) => new(db.SealedFrom(AuditChain.First, limit));

    public ValueTask<SealedEntry?> NewestEntry() => new(db.NewestSealed());

    public ValueTask<Conversation?> FindConversation(Guid userId, Guid conversationId) => new(db.OwnConversation(userId, conversationId));

    public ValueTask<TrashedConversation?> FindTrashed(Guid userId, Guid conversationId) => new(db.FindTrashed(userId, conversationId));

    public ValueTask<List<TrashedConversation>> TrashBelow(Guid userId, DateTime deletedAt, Guid id, int limit) =>
        new(db.TrashBelow(userId, deletedAt, id, limit));

    public ValueTask<List<TrashedConversation>> OldestTrash(int limit) => new(db.OldestTrash(limit));

    public ValueTask<ConversationState?> FindConversationState(Guid userId, Guid conversationId) =>
        new(db.OwnConversationState(userId, conversationId));

    public ValueTask<int?> LastSequence(Guid conversationId) => new(db.LastSequence(conversationId));

    public ValueTask<Instructions?> FindInstructions(Guid conversationId) => new(db.FindInstructions(conversationId));

    public ValueTask<TurnRecord?> FindTurn(Guid turnId) => new(db.FindTurn(turnId));

    public ValueTask<TurnRecord?> FindTurn(Guid userId, Guid conversationId, Guid turnId) =>
        new(db.OwnTurn(userId, conversationId, turnId));

    public ValueTask<long> CountRunningTurns(Guid userId) => new(db.CountRunningTurns(userId));

    public ValueTask<Usage?> FindUsage(Guid userId) => new(db.FindUsage(userId));

    public ValueTask<long> ReservedTokens(Guid userId, int each) => new(db.ReservedTokens(userId, each));

    public ValueTask<MessageState?> FindMessageState(Guid messageId) => new(db.StateOf(db.FindMessage(messageId)));

    public ValueTask<MessageState?> FindQuestionState(Guid messageId) => new(db.StateOf(db.QuestionOf(db.FindMessage(messageId))));

    public ValueTask<MessageState?> FindLastQuestionState(Guid conversationId) =>
        new(db.StateOf(db.QuestionOf(db.LastOnPath(conversationId))));

    public ValueTask<Message?> FindMessage(Guid messageId) => new(db.FindMessage(messageId));

    public ValueTask<Message?> FindAnswer(Message question) => new(db.FindAnswer(question));

    public ValueTask<long> CountVersions(Message question) => new(db.CountVersions(question));

    public ValueTask<bool> IsVersion(Guid answerId) => new(db.IsVersion(answerId));

    public ValueTask<bool> AreTaken(Guid conversationId, IReadOnlyList<Guid> messageIds) => new(db.AreTaken(conversationId, messageIds));

    public ValueTask<AnswerVersion?> FindVersion(Guid turnId, int attempt) => new(db.FindVersion(turnId, attempt));

    public ValueTask<MessageTree> ReadTree(Guid conversationId) => new(db.ReadTree(conversationId));

    public ValueTask<List<Message>> ReadPath(Guid conversationId, int upTo, int limit) => new(db.ReadPath(conversationId, upTo, limit));

    public ValueTask<List<WholeTurn>> TurnsOnPath(Guid conversationId, int upTo) => new(db.TurnsOnPath(conversationId, upTo));

    public ValueTask<List<Conversation>> NewestBelow(Guid userId, ConversationFilter filter, DateTime updatedAt, Guid id, int limit) =>
        new(db.NewestBelow(userId, filter, updatedAt, id, limit));

    public ValueTask<List<Conversation>> OldestTemporary(int limit) => new(db.OldestTemporary(limit));

    public ValueTask<List<FoundMessage>> SearchBelow(SearchFilter filter, SearchPlace below, int limit) =>
        new(db.SearchBelow(filter, below, limit));

    // A migration has indexed all messages.
    public ValueTask<Message?> FindUnindexed() => new((Message?)null);

    public ValueTask<List<Message>> UnindexedMessages(Guid conversationId, int limit) => new([]);

    public void Add(User user) => db.Add(user);

    public void Change(User user) => db.Change(user);

    public void RemoveUser(Guid userId) => db.RemoveUser(userId);

    public void Add(Invite invite) => db.Add(invite);

    public void RemoveInvite(Guid inviteId) => db.RemoveInvite(inviteId);

    public void RemoveInvitesOf(Guid userId) => db.RemoveInvitesOf(userId);

    public void RemoveExpiredInvites(DateTime now) => db.RemoveExpiredInvites(now);

    public void Add(ApiKey key) => db.Add(key);

    public void RemoveApiKey(Guid keyId) => db.RemoveApiKey(keyId);

    public void RemoveApiKeysOf(Guid userId) => db.RemoveApiKeysOf(userId);

    public void RemoveUsage(Guid userId) => db.RemoveUsage(userId);

    public void Add(ExternalIdentity identity) => db.Add(identity);

    public void Change(ExternalIdentity identity) => db.Change(identity);

    public void RemoveIdentitiesOf(Guid userId) => db.RemoveIdentitiesOf(userId);

    public void Add(AuditEntry entry) => db.Add(entry);

    public void Add(SealedEntry entry) => db.Add(entry);

    public void RemoveUnsealed(Guid entryId) => db.RemoveUnsealed(entryId);

    public void RemoveSealedUpTo(long number) => db.RemoveSealedUpTo(number);

    public void Add(Session session) => db.Add(session);

    public void Add(Usage usage) => db.Add(usage);

    public void CountUsage(Guid userId, long day, int turns, long tokens) => db.CountUsage(userId, day, turns, tokens);

    public void SetQuota(Guid userId, long? turnsPerDay, long? tokensPerDay) => db.SetQuota(userId, turnsPerDay, tokensPerDay);

    public void Rotate(Session session) => db.Rotate(session);

    public void RemoveSession(Guid sessionId) => db.RemoveSession(sessionId);

    public void RemoveSessionsOf(Guid userId) => db.RemoveSessionsOf(userId);

    public void Add(Conversation conversation) => db.Add(conversation);

    public void Remove(Conversation own) => db.RemoveWithContents(own);

    public void Add(TrashedConversation trashed) => db.Add(trashed);

    public void MoveToTrash(Conversation own, DateTime now) => db.MoveToTrash(own, now);

    public void Restore(TrashedConversation trashed) => db.Restore(trashed);

    public void Remove(TrashedConversation trashed) => db.RemoveWithContents(trashed);

    public void RemoveMessagesFrom(Guid conversationId, int first) => db.RemoveMessagesFrom(conversationId, first);

    public void Touch(Guid conversationId, DateTime now) => db.Touch(conversationId, now);

    public void SetInstructions(Guid conversationId, Instructions instructions) => db.SetInstructions(conversationId, instructions);

    public void RemoveInstructions(Guid conversationId) => db.RemoveInstructions(conversationId);

    public void Add(Message message) => db.Add(message);

    public void AddToIndex(Message message) => db.AddToSection(message);

    public void RemoveMessage(Guid messageId) => db.RemoveMessage(messageId);

    public void Add(TurnRecord turn, DateTime now) => db.Add(turn, now);

    public void Add(WholeTurn turn) => db.Add(turn);

    public void Add(Guid turnId, Checkpoint piece) => db.Add(turnId, piece);

    public void StartAttempt(TurnRecord next, DateTime now) => db.StartAttempt(next, now);

    public void ContinueAttempt(TurnRecord next) => db.ContinueAttempt(next);

    public void EndAttempt(TurnRecord turn, SentPrompt? sent, StoredOutcome? outcome, DateTime now) =>
        db.EndAttempt(turn, sent, outcome, now);

    public void SetOwnTokenCount(Guid messageId, int tokens) => db.SetOwnTokenCount(messageId, tokens);

    public void RemoveCheckpoints(Guid turnId) => db.RemoveCheckpoints(turnId);

    public void Keep(AnswerVersion version) => db.Keep(version);

    public void SetStanding(TurnRecord earlier) => db.SetStanding(earlier);

    public void SetActive(Guid conversationId, int from, int to, bool isActive) => db.SetActive(conversationId, from, to, isActive);

    public void MoveFollowers(Guid conversationId, int parent, int before, int after) =>
        db.MoveFollowers(conversationId, parent, before, after);
}

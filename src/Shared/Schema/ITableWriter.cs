using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Lists the writes that operations share, on every engine. A write happens at once, or together with all other writes of a batch, in
/// the order of the calls. A write never decides anything. The operation has decided already, from the data that it read.
/// </summary>
internal interface ITableWriter
{
    /// <summary>Adds a user whose email is free.</summary>
    void Add(User user);

    /// <summary>Stores the name, the password, the role, the state and the retention of a user that exists.</summary>
    void Change(User user);

    /// <summary>Removes a user who has nothing else in the store.</summary>
    void RemoveUser(Guid userId);

    void Add(Invite invite);

    void RemoveInvite(Guid inviteId);

    /// <summary>Removes the invites that a user made.</summary>
    void RemoveInvitesOf(Guid userId);

    void RemoveExpiredInvites(DateTime now);

    void Add(ApiKey key);

    void RemoveApiKey(Guid keyId);

    void RemoveApiKeysOf(Guid userId);

    void Add(ExternalIdentity identity);

    /// <summary>Stores the issue time of an external identity that exists.</summary>
    void Change(ExternalIdentity identity);

    void RemoveIdentitiesOf(Guid userId);

    /// <summary>Adds an entry to the audit log, outside of the chain.</summary>
    void Add(AuditEntry entry);

    /// <summary>Adds an entry to the end of the chain.</summary>
    void Add(SealedEntry entry);

    /// <summary>Removes an entry that is in the chain now.</summary>
    void RemoveUnsealed(Guid entryId);

    /// <summary>Removes the oldest entries of the chain, up to this one.</summary>
    void RemoveSealedUpTo(long number);

    void Add(Session session);

    /// <summary>Adds the usage of a user who has none.</summary>
    void Add(Usage usage);

    /// <summary>Adds to what a user has used on a day. Does nothing if there is no such user.</summary>
    void CountUsage(Guid userId, long day, int turns, long tokens);

    /// <summary>Sets a user's own quotas. Null leaves one to the settings. Does nothing if there is no such user.</summary>
    void SetQuota(Guid userId, long? turnsPerDay, long? tokensPerDay);

    void RemoveUsage(Guid userId);

    /// <summary>Gives a session its next refresh hash, its new expiry time, its family, and the time of this refresh.</summary>
    void Rotate(Session session);

    void RemoveSession(Guid sessionId);

    /// <summary>Removes all sessions of a user.</summary>
    void RemoveSessionsOf(Guid userId);

    void Add(Conversation conversation);

    /// <summary>Removes a conversation of a user's list with all its contents.</summary>
    void Remove(Conversation own);

    /// <summary>Adds a conversation that is in the trash.</summary>
    void Add(TrashedConversation trashed);

    /// <summary>Moves a conversation to its owner's trash. Its contents stay where they are.</summary>
    void MoveToTrash(Conversation own, DateTime now);

    /// <summary>Brings a conversation back from the trash, as it was.</summary>
    void Restore(TrashedConversation trashed);

    /// <summary>Removes a conversation in the trash with all its contents.</summary>
    void Remove(TrashedConversation trashed);

    /// <summary>Removes the messages of a conversation from a sequence on, on the active path or not, with all that belongs to them.</summary>
    void RemoveMessagesFrom(Guid conversationId, int first);

    /// <summary>
    /// Makes the conversation the newest in its owner's list. An earlier time than it has changes nothing. In the trash it keeps its time.
    /// </summary>
    void Touch(Guid conversationId, DateTime now);

    /// <summary>Stores the instructions of a conversation that exists, in place of its earlier ones.</summary>
    void SetInstructions(Guid conversationId, Instructions instructions);

    /// <summary>Removes the instructions of a conversation if it has any.</summary>
    void RemoveInstructions(Guid conversationId);

    /// <summary>Adds a message whose sequence is free, with its words in the index.</summary>
    void Add(Message message);

    /// <summary>Adds the words of a stored message to the index, which does not have it.</summary>
    void AddToIndex(Message message);

    /// <summary>Removes a message and its words.</summary>
    void RemoveMessage(Guid messageId);

    /// <summary>Stores this server's own count of an answer's tokens. Does nothing if there is no such message.</summary>
    void SetOwnTokenCount(Guid messageId, int tokens);

    /// <summary>Adds a new turn that runs.</summary>
    void Add(TurnRecord turn, DateTime now);

    /// <summary>Adds a turn in any state, with all that is stored of it. Of its conversation, at most one runs.</summary>
    void Add(WholeTurn turn);

    /// <summary>Adds a piece of a turn's growing answer.</summary>
    void Add(Guid turnId, Checkpoint piece);

    /// <summary>Starts the next attempt of a turn that does not run. The earlier answer stays.</summary>
    /// <param name="next">The turn with its new attempt.</param>
    void StartAttempt(TurnRecord next, DateTime now);

    /// <summary>Passes the running attempt on to this node.</summary>
    /// <param name="next">The turn with its next seam and the next id of its answer.</param>
    void ContinueAttempt(TurnRecord next);

    /// <summary>Ends the running attempt.</summary>
    /// <param name="sent">The prompt that was sent to the model. Null if it is unknown.</param>
    /// <param name="outcome">The outcome to store. Null keeps the outcome of the earlier attempt.</param>
    void EndAttempt(TurnRecord turn, SentPrompt? sent, StoredOutcome? outcome, DateTime now);

    void RemoveCheckpoints(Guid turnId);

    /// <summary>Stores a version of an answer, unless that attempt's answer is stored already.</summary>
    void Keep(AnswerVersion version);

    /// <summary>Lets the outcome of an earlier attempt stand. No attempt of the turn runs.</summary>
    /// <param name="earlier">The turn as it was with that outcome.</param>
    void SetStanding(TurnRecord earlier);

    /// <summary>Puts the messages between two sequences, both included, on the active path, or off it.</summary>
    void SetActive(Guid conversationId, int from, int to, bool isActive);

    /// <summary>Lets the turns that follow the answer of one attempt follow that of another one.</summary>
    /// <param name="parent">The sequence of the answer's question.</param>
    void MoveFollowers(Guid conversationId, int parent, int before, int after);
}

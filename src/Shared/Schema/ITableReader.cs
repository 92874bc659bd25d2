using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Lists the reads that operations share, on every engine. A read completes at once, or together with all reads that started before it:
/// see <see cref="Storage.Reads"/>. An engine behind a network can do each of them in one statement.
/// </summary>
internal interface ITableReader
{
    ValueTask<User?> FindUser(Guid userId);

    /// <param name="email">The email as stored.</param>
    ValueTask<User?> FindUserByEmail(string email);

    /// <summary>Returns true if there is any account.</summary>
    ValueTask<bool> HasUsers();

    /// <summary>Returns true if another user than this one is an administrator whose account can be used.</summary>
    ValueTask<bool> HasOtherAdmin(Guid userId);

    /// <summary>Finds an invite, even an expired one.</summary>
    ValueTask<Invite?> FindInvite(Guid inviteId);

    ValueTask<Session?> FindSession(Guid sessionId);

    ValueTask<ApiKey?> FindApiKey(Guid keyId);

    /// <summary>Returns the API keys of a user in the order of their ids, with those that have expired.</summary>
    ValueTask<List<ApiKey>> ApiKeysOf(Guid userId);

    /// <summary>Finds an external identity by the id that its issuer and subject have.</summary>
    ValueTask<ExternalIdentity?> FindIdentity(Guid identityId);

    /// <summary>Takes the right to continue the audit log, until the transaction ends. Returns false if another node has it.</summary>
    ValueTask<bool> TryLockAudit();

    /// <summary>Returns entries of the audit log that are not in the chain yet, the oldest first.</summary>
    ValueTask<List<AuditEntry>> UnsealedEntries(int limit);

    /// <summary>Returns the oldest entries of the chain.</summary>
    ValueTask<List<SealedEntry>> OldestEntries(int limit);

    /// <summary>Returns the newest entry of the chain. Null if the chain is empty.</summary>
    ValueTask<SealedEntry?> NewestEntry();

    /// <summary>Finds a conversation of this user. Returns null for a missing one and for another user's.</summary>
    ValueTask<Conversation?> FindConversation(Guid userId, Guid conversationId);

    /// <summary>Finds a conversation in this user's trash. Returns null for a missing one and for another user's.</summary>
    ValueTask<TrashedConversation?> FindTrashed(Guid userId, Guid conversationId);

    /// <summary>Returns a user's trash below a place in the list, the newest deletion first.</summary>
    ValueTask<List<TrashedConversation>> TrashBelow(Guid userId, DateTime deletedAt, Guid id, int limit);

    /// <summary>Returns the oldest deletions in the trash of all users.</summary>
    ValueTask<List<TrashedConversation>> OldestTrash(int limit);

    /// <summary>Finds a conversation of this user, with the data that decides whether a turn can start in it.</summary>
    ValueTask<ConversationState?> FindConversationState(Guid userId, Guid conversationId);

    /// <summary>Returns the greatest sequence of the messages of any user's conversation. Null if there is none.</summary>
    ValueTask<int?> LastSequence(Guid conversationId);

    /// <summary>Finds the instructions of a conversation of any user. Returns null if it has none.</summary>
    ValueTask<Instructions?> FindInstructions(Guid conversationId);

    /// <summary>Finds a turn by the id of its user message, in any conversation.</summary>
    ValueTask<TurnRecord?> FindTurn(Guid turnId);

    /// <summary>Finds a turn by the id of its user message, in a conversation of this user.</summary>
    ValueTask<TurnRecord?> FindTurn(Guid userId, Guid conversationId, Guid turnId);

    /// <summary>Counts the turns of a user that run, on any node.</summary>
    ValueTask<long> CountRunningTurns(Guid userId);

    /// <summary>Finds what a user has used, and the user's own quotas. Returns null for a user who has neither.</summary>
    ValueTask<Usage?> FindUsage(Guid userId);

    /// <summary>Returns the sum of the tokens that the user's running turns may still write, on any node.</summary>
    /// <param name="each">What a turn may write that names no maximum.</param>
    ValueTask<long> ReservedTokens(Guid userId, int each);

    /// <summary>Finds any message, in any conversation, with the turn that it started.</summary>
    ValueTask<MessageState?> FindMessageState(Guid messageId);

    /// <summary>Finds the user message of the turn that a message belongs to, in any conversation.</summary>
    ValueTask<MessageState?> FindQuestionState(Guid messageId);

    /// <summary>Finds the user message of the last turn of a conversation's active path.</summary>
    ValueTask<MessageState?> FindLastQuestionState(Guid conversationId);

    ValueTask<Message?> FindMessage(Guid messageId);

    /// <summary>Finds the answer that a user message has now.</summary>
    ValueTask<Message?> FindAnswer(Message question);

    /// <summary>Counts the versions of a question.</summary>
    ValueTask<long> CountVersions(Message question);

    /// <summary>Returns true if a message of any conversation has a stored version with this id.</summary>
    ValueTask<bool> IsVersion(Guid answerId);

    /// <summary>Returns true if any conversation has this id, or if any message, turn or version has one of the others.</summary>
    ValueTask<bool> AreTaken(Guid conversationId, IReadOnlyList<Guid> messageIds);

    /// <summary>Finds the answer that an attempt at a turn wrote, among the stored versions.</summary>
    ValueTask<AnswerVersion?> FindVersion(Guid turnId, int attempt);

    /// <summary>Reads how the turns of a conversation follow each other.</summary>
    ValueTask<MessageTree> ReadTree(Guid conversationId);

    /// <summary>Reads the messages of the active path up to and including a sequence, newest first.</summary>
    ValueTask<List<Message>> ReadPath(Guid conversationId, int upTo, int limit);

    /// <summary>Reads the turns of the active path up to a sequence, in any order.</summary>
    ValueTask<List<WholeTurn>> TurnsOnPath(Guid conversationId, int upTo);

    /// <summary>Returns a user's conversations below a place in the list, newest first.</summary>
    ValueTask<List<Conversation>> NewestBelow(Guid userId, ConversationFilter filter, DateTime updatedAt, Guid id, int limit);

    /// <summary>Returns the temporary conversations of all users that have not changed for the longest time.</summary>
    ValueTask<List<Conversation>> OldestTemporary(int limit);

    /// <summary>
    /// Returns the first messages below a place that a search may find, newest first. The text decides whether they are hits, if
    /// <see cref="Search.SearchQuery.NeedsText"/>.
    /// </summary>
    ValueTask<List<FoundMessage>> SearchBelow(SearchFilter filter, SearchPlace below, int limit);

    /// <summary>Finds a message that is not in the index of words. A program from before the index wrote it.</summary>
    ValueTask<Message?> FindUnindexed();

    /// <summary>Reads messages of a conversation that are not in the index of words, in any order.</summary>
    ValueTask<List<Message>> UnindexedMessages(Guid conversationId, int limit);
}

internal static class TableReads
{
    /// <summary>Finds the user of an email address under the first of its forms that an account has.</summary>
    /// <param name="forms">See <see cref="User.EmailForms"/>.</param>
    public static async ValueTask<User?> FindUserByEmail(this ITableReader db, string[] forms)
    {
        foreach (var form in forms)
        {
            if (await db.FindUserByEmail(form) is { } found) return found;
        }

        return null;
    }
}

/// <param name="RunningTurn">The turn that runs in the conversation. It is null if none does.</param>
/// <param name="LastSequence">The greatest sequence of its messages, on any path. It is null if there is no message.</param>
/// <param name="PathEnd">The end of its active path. It is null if there is no message.</param>
/// <param name="Instructions">The instructions for its next turn. It is null if there are none.</param>
internal sealed record ConversationState(Conversation Conversation, Guid? RunningTurn, int? LastSequence, PathEnd? PathEnd, Instructions? Instructions);

/// <param name="Sequence">The sequence of the question of the path's last turn.</param>
/// <param name="Attempt">The attempt whose outcome stands in that turn.</param>
internal sealed record PathEnd(int Sequence, int Attempt);

/// <param name="Turn">The turn that the message started. It is null if the message started none, as with an answer.</param>
/// <param name="Answer">The answer that the turn has now. It is null if it has none.</param>
/// <param name="OtherVersions">The number of stored versions of its answer that do not stand.</param>
internal sealed record MessageState(Message Message, TurnRecord? Turn, Message? Answer, long OtherVersions)
{
    /// <summary>True if the answer has no room for another version.</summary>
    public bool HasAllVersions => OtherVersions + (Answer is null ? 0 : 1) >= MessageTree.MaxVersions;

    /// <summary>The finish reason of the answer that the turn has now. It is null if the turn has no answer.</summary>
    public string? Standing => Turn?.Standing(Answer is not null);
}

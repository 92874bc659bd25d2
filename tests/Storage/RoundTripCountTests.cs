using SamosaChaat.Features.Auth.RefreshTokens;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>An engine behind a network can do the reads of a whole batch in one round trip: none of the first reads waits for another one.</summary>
public sealed class RoundTripCountTests
{
    [Fact]
    public async Task The_reads_of_a_batch_of_different_commands_need_one_round_trip()
    {
        var network = new DeferringReader();
        var (user, conversation) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var question = Some.Question(conversation, Guid.CreateVersion7(), 0);
        var looks = new List<Task>();
        for (var i = 0; i < 100; i++)
        {
            looks.Add(Look(new StartTurn(user, conversation, Guid.CreateVersion7(), "Hello?", 2, new(null, null, null), _ => 4096, Guid.CreateVersion7(), mayStart: true, Some.Time, userLimit: 4, new Quotas(1, 1, null, 1))));
            looks.Add(Look(new RestartTurn(user, conversation, messageId: null, Guid.CreateVersion7(), mayStart: true, Some.Time, userLimit: 4, new Quotas(1, 1, null, 1))));
            looks.Add(Look(Some.Finish(question, answer: null)));
            looks.Add(Look(new SealEntries(200)));
        }

        Assert.Each(looks, look => Assert.False(look.IsCompleted));
        network.Flush();

        await Task.WhenAll(looks).WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, network.RoundTrips);

        Task Look<TSeen, T>(TableCommand<TSeen, T> command) => command.LookAsync(network).AsTask();
    }

    [Fact]
    public async Task A_read_that_depends_on_another_needs_one_more()
    {
        var network = new DeferringReader { Session = new(Guid.CreateVersion7(), Guid.CreateVersion7(), [1], Some.Time, Some.Time.AddDays(1)) };
        var look = new RotateSession(network.Session.Id, [1], [1], [[2]], Some.Time, Some.Time.AddDays(2)).LookAsync(network).AsTask();

        network.Flush();
        Assert.False(look.IsCompleted);
        network.Flush();

        await look.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, network.RoundTrips);
    }

    /// <summary>Answers nothing until all reads are sent together. Its continuations run at once, as an engine's would.</summary>
    private sealed class DeferringReader : ITableReader
    {
        private List<Action> deferred = [];

        public int RoundTrips { get; private set; }

        public Session? Session { get; init; }

        public void Flush()
        {
            RoundTrips++;
            var sent = deferred;
            deferred = [];
            foreach (var complete in sent) complete();
        }

        public ValueTask<User?> FindUser(Guid userId) => Defer<User?>(null);

        public ValueTask<User?> FindUserByEmail(string email) => Defer<User?>(null);

        public ValueTask<bool> HasUsers() => Defer(false);

        public ValueTask<bool> HasOtherAdmin(Guid userId) => Defer(false);

        public ValueTask<Invite?> FindInvite(Guid inviteId) => Defer<Invite?>(null);

        public ValueTask<Session?> FindSession(Guid sessionId) => Defer(Session);

        public ValueTask<ApiKey?> FindApiKey(Guid keyId) => Defer<ApiKey?>(null);

        public ValueTask<List<ApiKey>> ApiKeysOf(Guid userId) => Defer<List<ApiKey>>([]);

        public ValueTask<ExternalIdentity?> FindIdentity(Guid identityId) => Defer<ExternalIdentity?>(null);

        public ValueTask<bool> TryLockAudit() => Defer(true);

        public ValueTask<List<AuditEntry>> UnsealedEntries(int limit) => Defer<List<AuditEntry>>([]);

        public ValueTask<List<SealedEntry>> OldestEntries(int limit) => Defer<List<SealedEntry>>([]);

        public ValueTask<SealedEntry?> NewestEntry() => Defer<SealedEntry?>(null);

        public ValueTask<Conversation?> FindConversation(Guid userId, Guid conversationId) => Defer<Conversation?>(null);

        public ValueTask<TrashedConversation?> FindTrashed(Guid userId, Guid conversationId) => Defer<TrashedConversation?>(null);

        public ValueTask<List<TrashedConversation>> TrashBelow(Guid userId, DateTime deletedAt, Guid id, int limit) => Defer<List<TrashedConversation>>([]);

        public ValueTask<List<TrashedConversation>> OldestTrash(int limit) => Defer<List<TrashedConversation>>([]);

        public ValueTask<ConversationState?> FindConversationState(Guid userId, Guid conversationId) => Defer<ConversationState?>(null);

        public ValueTask<int?> LastSequence(Guid conversationId) => Defer<int?>(null);

        public ValueTask<Instructions?> FindInstructions(Guid conversationId) => Defer<Instructions?>(null);

        public ValueTask<TurnRecord?> FindTurn(Guid turnId) => Defer<TurnRecord?>(null);

        public ValueTask<TurnRecord?> FindTurn(Guid userId, Guid conversationId, Guid turnId) => Defer<TurnRecord?>(null);

        public ValueTask<long> CountRunningTurns(Guid userId) => Defer(0L);

        public ValueTask<Usage?> FindUsage(Guid userId) => Defer<Usage?>(null);

        public ValueTask<long> ReservedTokens(Guid userId, int each) => Defer(0L);

        public ValueTask<MessageState?> FindMessageState(Guid messageId) => Defer<MessageState?>(null);

        public ValueTask<MessageState?> FindQuestionState(Guid messageId) => Defer<MessageState?>(null);

        public ValueTask<MessageState?> FindLastQuestionState(Guid conversationId) => Defer<MessageState?>(null);

        public ValueTask<Message?> FindMessage(Guid messageId) => Defer<Message?>(null);

        public ValueTask<Message?> FindAnswer(Message question) => Defer<Message?>(null);

        public ValueTask<long> CountVersions(Message question) => Defer(0L);

        public ValueTask<bool> IsVersion(Guid answerId) => Defer(false);

        public ValueTask<bool> AreTaken(Guid conversationId, IReadOnlyList<Guid> messageIds) => Defer(false);

        public ValueTask<AnswerVersion?> FindVersion(Guid turnId, int attempt) => Defer<AnswerVersion?>(null);

        public ValueTask<MessageTree> ReadTree(Guid conversationId) => Defer(new MessageTree([], []));

        public ValueTask<List<Message>> ReadPath(Guid conversationId, int upTo, int limit) => Defer<List<Message>>([]);

        public ValueTask<List<WholeTurn>> TurnsOnPath(Guid conversationId, int upTo) => Defer<List<WholeTurn>>([]);

        public ValueTask<List<Conversation>> NewestBelow(Guid userId, ConversationFilter filter, DateTime updatedAt, Guid id, int limit) => Defer<List<Conversation>>([]);

        public ValueTask<List<Conversation>> OldestTemporary(int limit) => Defer<List<Conversation>>([]);

        public ValueTask<List<FoundMessage>> SearchBelow(SearchFilter filter, SearchPlace below, int limit) => Defer<List<FoundMessage>>([]);

        public ValueTask<Message?> FindUnindexed() => Defer<Message?>(null);

        public ValueTask<List<Message>> UnindexedMessages(Guid conversationId, int limit) => Defer<List<Message>>([]);

        private ValueTask<T> Defer<T>(T value)
        {
            var answer = new TaskCompletionSource<T>();
            deferred.Add(() => answer.SetResult(value));
            return new(answer.Task);
        }
    }
}

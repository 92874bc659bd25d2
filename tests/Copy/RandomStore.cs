using SamosaChaat.Features.Auth.CreateApiKey;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Auth.SetRetention;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.SelectVersion;
using SamosaChaat.Features.Conversations.SetInstructions;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Copy;

/// <summary>Fills a store by the operations of the program, with something of every kind.</summary>
/// <param name="isValid">True to use no text that the API would refuse.</param>
internal sealed class RandomStore(Random random, bool isValid = false)
{
    private static readonly string[] Texts = ["", "a", "before\0after\0", "\u001A\u001A0", "🥟 e\u0301", "two\r\nlines", "'; DROP TABLE users; --", new('x', 3_000)];

    private static readonly string[] ValidTexts = ["a", "🥟 e\u0301", "'; DROP TABLE users; --", "<b>&amp;</b>", new('x', 90)];

    private DateTime now = Some.Time;

    /// <summary>The users of the last store that was filled.</summary>
    public List<User> Users { get; } = [];

    /// <summary>The number of turns of a conversation that needs several pages.</summary>
    public const int LongConversation = 230;

    public async Task FillAsync(TempStore store)
    {
        Users.Clear();
        for (var i = 0; i < 4; i++)
        {
            var user = Some.User(random.Next(3) == 0 ? null : Text()) with { Id = NewId(), CreatedAt = Later() };
            if (i is 0) user = user with { Role = UserRoles.Admin };
            if (i is 2) user = user with { DisabledAt = Later() };
            Assert.True(await store.WriteAsync(new AddUser(user, Session(user))));
            Users.Add(user);
            if (i is 0 or 1) Assert.Equal(i is 0, await store.WriteAsync(new AddInvite(new(NewId(), UserRoles.User, user.Id, Later(), now.AddDays(7)))));
            if (i is 2) Assert.True(await store.WriteAsync(new AddInvite(new(NewId(), UserRoles.Admin, null, Later(), now.AddDays(7)))));
            if (i != 1) Assert.True(await store.WriteAsync(new AddApiKey(Key(user))));
            var claims = new ProviderClaims($"https://{i}.example.com", random.Next(2) == 0 ? $"{NewId()}" : Text().Replace('\0', '-'), null, null, UserRoles.User, Later());
            if (i > 1) await store.WriteAsync(new AdmitIdentity(claims, NewId(), Later()));
            if (i % 2 == 0) Assert.True(await store.WriteAsync(new SetQuota(user.Id, random.Next(), random.NextInt64())));
            for (var e = 0; e < 3; e++) Assert.True(await store.WriteAsync(new AddEntry(Entry(user))));
            if (i < 3) Assert.NotEqual(0, await store.WriteAsync(new SealEntries(2)));
            // The users in the middle have nothing else.
            if (i is 1) continue;
            for (var c = random.Next(2, 6); c > 0; c--) await AddConversationAsync(store, user, random.Next(0, 5));
            await RunAsync(store, user);
            await RunAgainAsync(store, user);
            for (var more = 0; more < 3; more++) await AddVersionsAsync(store, user);
            if (i == 0) await AddConversationAsync(store, user, LongConversation);
            var deleted = (await AddConversationAsync(store, user, 3)).Conversation;
            Assert.Equal(EditStatus.Done, await store.WriteAsync(new MoveToTrash(user.Id, deleted.Id, Later())));
            await store.WriteAsync(new StoreRetention(user.Id, Maybe(() => random.Next(1, 99))));
        }
    }

    private AuditEntry Entry(User user) => new(
        NewId(), Later(), AuditKinds.All[random.Next(AuditKinds.All.Length)], Maybe(NewId), Maybe(() => user.Id), Text(), random.Next(3) == 0 ? null : Text());

    private ApiKey Key(User user) => new(NewId(), user.Id, Text(), Bytes(), ApiKeyScopes.Chat, Later(), Later());

    private Session Session(User user) => Some.Session(user) with
    {
        FamilyHash = random.Next(3) == 0 ? null : Bytes(),
        Device = random.Next(3) == 0 ? null : Text(),
        LastSeenAt = Maybe(Later),
    };

    /// <summary>Adds a conversation with turns that have ended.</summary>
    public async Task<SeededConversation> AddConversationAsync(TempStore store, User user, int turns)
    {
        var conversation = Some.Conversation(user, Text()) with { Id = NewId(), ModelTag = Text(), CreatedAt = Later(), UpdatedAt = Later(), IsPinned = random.Next(3) == 0, IsArchived = random.Next(3) == 0 };
        // An export has no temporary conversations.
        if (!isValid && random.Next(5) == 0) conversation = conversation with { IsPinned = false, IsArchived = false, IsTemporary = true };
        var seeded = new SeededConversation(conversation, [.. Enumerable.Range(0, turns).Select(i => Turn(conversation, 2 * i))]);
        Assert.True(await store.WriteAsync(new AddSeededConversation(seeded)));
        if (random.Next(2) == 0) Assert.True(await store.WriteAsync(new StoreInstructions(user.Id, conversation.Id, new(Text(), random.Next()))));
        return seeded;
    }

    /// <summary>Leaves a turn running, with the checkpoints of a growing answer.</summary>
    private async Task RunAsync(TempStore store, User user)
    {
        var conversation = (await AddConversationAsync(store, user, 2)).Conversation;
        var id = NewId();
        Assert.NotNull((await store.WriteAsync(Some.Begin(user, conversation, id, Text(), Later()))).Question);
        for (var position = 0; position < 3; position++)
        {
            Assert.True(await store.WriteAsync(new SaveCheckpoint(conversation.Id, id, 0, new(position, Text(), Bytes(), random.Next()), position == 0 ? Sent() : null)));
        }
    }

    /// <summary>Leaves another attempt of an earlier turn running, while its answer stands. A later turn has ended.</summary>
    private async Task RunAgainAsync(TempStore store, User user)
    {
        var seeded = await AddConversationAsync(store, user, 3);
        var restart = new RestartTurn(user.Id, seeded.Conversation.Id, seeded.Turns[1].Question.Id, NewId(), mayStart: true, Later());
        Assert.Equal(StartTurnStatus.Started, (await store.WriteAsync(restart)).Status);
    }

    /// <summary>Leaves an answer with another version, on the path or not, and turns on the path and off it.</summary>
    private async Task AddVersionsAsync(TempStore store, User user)
    {
        var (conversation, turns) = await AddConversationAsync(store, user, 4);
        var question = turns[1].Question;
        var attempt = turns[1].Record.Attempt + 1;
        var (standing, keeps) = (turns[1].Answer is null ? null : turns[1].Outcome.FinishReason, random.Next(2) == 0);
        Assert.Equal(StartTurnStatus.Started, (await store.WriteAsync(new RestartTurn(user.Id, conversation.Id, question.Id, NewId(), mayStart: true, Later(), keepsFollowing: keeps))).Status);
        var answer = Some.Answer(conversation.Id, 3, Text()) with { Id = NewId(), CreatedAt = Later() };
        var end = new AttemptEnd(new(FinishReasons.Stop, attempt, Bytes(), Failure: null), answer, Sent(), HasCheckpoints: false);
        Assert.True((await store.WriteAsync(new FinishTurn(question, end, standing, Later()))).Found);
        if (turns[1].Answer is { } old && random.Next(2) == 0) await store.WriteAsync(new SelectMessage(user.Id, conversation.Id, old.Id, Later()));
        var edit = Some.Begin(user, conversation, NewId(), Text(), Later(), replaces: turns[0].Question.Id);
        var edited = await store.WriteAsync(edit);
        Assert.Equal(StartTurnStatus.Started, edited.Status);
        Assert.True((await store.WriteAsync(Some.Finish(edited.Question!, Some.Answer(conversation.Id, edited.Question!.Sequence + 1, Text()) with { Id = NewId() }))).Found);
    }

    private SeededTurn Turn(Conversation conversation, int sequence)
    {
        var question = Some.Question(conversation.Id, NewId(), sequence, Text()) with { CreatedAt = Later() };
        var answer = random.Next(4) == 0
            ? null
            : Some.Answer(conversation.Id, sequence + 1, Text()) with { Id = NewId(), CreatedAt = Later(), OwnTokenCount = Maybe(() => random.Next()), TokenCount = random.Next() };
        var record = new TurnRecord(
            question.Id,
            conversation.Id,
            IsRunning: true,
            Attempt: random.Next(3),
            Text(),
            new(Maybe(random.NextDouble), Maybe(() => random.Next()), Maybe(() => random.Next(200))),
            Outcome: null,
            Sent: null,
            Maybe(NewId))
        {
            Seams = random.Next(2) == 0 ? Seams.None : Seams.None.With(new(random.Next(), random.Next())).With(new(3, 4)),
        };
        var outcome = new StoredOutcome(
            random.Next(2) == 0 ? FinishReasons.Stop : FinishReasons.Error,
            record.Attempt,
            random.Next(3) == 0 ? null : Bytes(),
            random.Next(2) == 0 ? null : isValid ? Problem.Of(503, Text()).ToJson("a trace") : Text(),
            random.Next(2) == 0 ? null : new(Text(), random.Next()));
        return new(question, record, answer, outcome, Sent(), Later());
    }

    private SentPrompt Sent() => new([.. Ids()], random.Next(), random.Next(2) == 0 ? [] : [LeftOutReasons.MaxPromptTokens, LeftOutReasons.EmptyAnswer])
    {
        EmptyAnswers = [.. Ids()],
        SystemPromptTokens = random.Next(),
        InstructionsTokens = random.Next(),
    };

    private IEnumerable<Guid> Ids() => Enumerable.Range(0, random.Next(4)).Select(_ => NewId());

    private string Text() => isValid ? ValidTexts[random.Next(ValidTexts.Length)] : Texts[random.Next(Texts.Length)];

    private byte[] Bytes() => TokenLengths.Pack([.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, 300))]);

    /// <summary>Ids of all values, so that their order differs from the order of arrival.</summary>
    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }

    private DateTime Later() => now = now.AddMicroseconds(random.Next(1, 1_000_000_000));

    private T? Maybe<T>(Func<T> value) where T : struct => random.Next(2) == 0 ? null : value();
}

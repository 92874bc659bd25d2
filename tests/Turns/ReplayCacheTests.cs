using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Turns;

public sealed class ReplayCacheTests
{
    private static readonly DateTime Now = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid User = Guid.CreateVersion7();

    private readonly OneTurn store = new(Turn(Guid.CreateVersion7(), Guid.CreateVersion7(), attempt: 0));
    private readonly ReplayCache replays;

    public ReplayCacheTests() => replays = new(store);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_reads_an_ended_turn_while_others_do_reads_what_they_read()
    {
        // Nobody has it yet when the second one comes.
        var (one, other) = (OpenAsync(), OpenAsync());
        store.Answer.SetResult();
        using var first = await one;
        using var second = await other;
        using var third = await OpenAsync();

        // The same object: a thousand readers of a megabyte take one.
        Assert.Same(first!.Log, second!.Log);
        Assert.Same(first.Log, third!.Log);
        Assert.Equal(1, store.Reads);
        Assert.True(TurnEvents.Replay(store.Turn!).Read(0, out _).Span.SequenceEqual(first.Log.Read(0, out _).Span));
    }

    [Fact]
    public async Task It_stays_as_long_as_anybody_reads_it_and_no_longer()
    {
        store.Answer.SetResult();
        var first = await OpenAsync();
        var log = first!.Log;
        using (var second = await OpenAsync())
        {
            first.Dispose();
            using var third = await OpenAsync();
            Assert.Same(log, third!.Log);
        }

        using var last = await OpenAsync();
        Assert.NotSame(log, last!.Log);
    }

    [Fact]
    public async Task A_reader_who_leaves_before_it_is_there_spoils_it_for_nobody()
    {
        using var gone = new CancellationTokenSource();
        var (leaving, staying) = (replays.OpenAsync(User, store.Turn!.Turn, gone.Token), OpenAsync());
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        store.Answer.SetResult();
        using (var stayed = await staying) Assert.NotNull(stayed);
        // It does not hold on to it either.
        using var later = await OpenAsync();
        Assert.Equal(2, store.Reads);
    }

    [Fact]
    public async Task What_could_not_be_read_is_read_again_by_the_next_one()
    {
        store.Answer.SetException(new IOException("The disk is gone."));
        await Assert.ThrowsAsync<IOException>(OpenAsync);

        store.Answer = new();
        store.Answer.SetResult();
        using var found = await OpenAsync();
        Assert.NotNull(found);
    }

    [Fact]
    public async Task Another_attempt_or_conversation_has_events_of_its_own()
    {
        store.Answer.SetResult();
        var turn = store.Turn!.Turn;
        using var first = await OpenAsync();
        store.Turn = Turn(turn.ConversationId, turn.Id, attempt: 1);
        using var again = await OpenAsync();
        // The id of a message of a deleted conversation, used again by somebody else.
        store.Turn = Turn(Guid.CreateVersion7(), turn.Id, attempt: 0);
        using var elsewhere = await OpenAsync();

        Assert.NotSame(first!.Log, again!.Log);
        Assert.NotSame(first.Log, elsewhere!.Log);
    }

    [Fact]
    public async Task A_turn_that_was_deleted_meanwhile_is_not_there()
    {
        store.Answer.SetResult();
        var turn = store.Turn!.Turn;
        store.Turn = null;

        Assert.Null(await replays.OpenAsync(User, turn, Ct));
    }

    private Task<ReplayCache.Replay?> OpenAsync() => replays.OpenAsync(User, store.Turn!.Turn, Ct);

    private static StoredTurn Turn(Guid conversation, Guid id, int attempt)
    {
        var question = new Message(id, conversation, 0, Roles.User, "How do I fold a samosa?", 6, "demo", 0, Now);
        var answer = new Message(Guid.CreateVersion7(), conversation, 1, Roles.Assistant, "Twice.", 1, "demo", 5, Now);
        var outcome = new StoredOutcome(FinishReasons.Stop, attempt, TokenLengths.Pack([6]), Failure: null);
        return new(new(id, conversation, IsRunning: false, attempt, "demo", new(null, null, null), outcome, SentPrompt.Nothing), question, answer);
    }

    /// <summary>A store that answers when it is told to, and counts.</summary>
    private sealed class OneTurn(StoredTurn turn) : IStore
    {
        public StoredTurn? Turn { get; set; } = turn;

        public TaskCompletionSource Answer { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Reads { get; private set; }

        public async ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct)
        {
            Reads++;
            await Answer.Task;
            return (T)(object)Turn!;
        }

        public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) => throw new NotSupportedException();
    }
}

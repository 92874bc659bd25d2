using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

public sealed class WriteQueueTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly RecordingWriter writer = new();
    private readonly Gate gate = new();
    private readonly WriteQueue queue;

    public WriteQueueTests() => queue = new WriteQueue(writer);

    [Fact]
    public async Task What_waits_while_one_batch_commits_goes_into_one_batch()
    {
        var first = await HoldTheFirstCommit();
        Task<string>[] waiting = [queue.Enqueue(new Named("b"), Never), queue.Enqueue(new Named("c"), Never), queue.Enqueue(new Named("d"), Never)];
        Assert.False(first.IsCompleted, "Nothing is answered before its commit.");

        gate.Open();

        Assert.Equal("a", await first);
        Assert.Equal(["b", "c", "d"], await Task.WhenAll(waiting));
        Assert.Equal(["begin", "a", "commit", "begin", "b", "c", "d", "commit"], writer.Journal);
    }

    [Fact]
    public async Task A_batch_takes_1024_and_leaves_the_rest_for_the_next()
    {
        await HoldTheFirstCommit();
        var waiting = Enumerable.Range(0, 1025).Select(i => queue.Enqueue(new Named($"{i}"), Never)).ToArray();

        gate.Open();

        await Task.WhenAll(waiting);
        Assert.Equal(["begin", "1024", "commit"], writer.Journal[^3..]);
        Assert.Equal(3, writer.Journal.Count(what => what == "commit"));
    }

    [Fact]
    public async Task Other_work_runs_between_two_transactions_and_fails_alone()
    {
        await HoldTheFirstCommit();
        var seen = queue.RunBetween(() => writer.Journal.ToArray());
        var failing = queue.RunBetween<int>(() => throw new InvalidOperationException("bad"));
        var b = queue.Enqueue(new Named("b"), Never);

        gate.Open();

        Assert.Equal(["begin", "a", "commit"], await seen);
        Assert.Equal("bad", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal("b", await b);
        queue.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.RunBetween(() => 0));
    }

    [Fact]
    public async Task One_failing_command_fails_alone_and_the_others_are_committed()
    {
        await HoldTheFirstCommit();
        var b = queue.Enqueue(new Named("b"), Never);
        var bad = queue.Enqueue(new Named("bad", () => throw new InvalidOperationException("bad")), Never);
        var c = queue.Enqueue(new Named("c"), Never);

        gate.Open();

        Assert.Equal("b", await b);
        Assert.Equal("bad", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal("c", await c);
        Assert.Equal(
            ["begin", "b", "bad", "rollback", "begin", "b", "commit", "begin", "bad", "rollback", "begin", "c", "commit"],
            writer.Journal[3..]);
    }

    [Fact]
    public async Task The_commands_around_a_failing_one_share_their_commits()
    {
        await HoldTheFirstCommit();
        var good = Enumerable.Range(0, 1000).Select(i => i is 300 or 700
            ? queue.Enqueue(new Named($"{i}", () => throw new InvalidOperationException("bad")), Never)
            : queue.Enqueue(new Named($"{i}"), Never)).ToArray();

        gate.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(good));
        Assert.Equal([300, 700], Enumerable.Range(0, 1000).Where(i => good[i].IsFaulted));
        // One for the first command, then one for each stretch between the failing ones.
        Assert.Equal(4, writer.Journal.Count(what => what == "commit"));
    }

    [Fact]
    public async Task A_command_cancelled_while_it_waits_never_runs()
    {
        await HoldTheFirstCommit();
        using var giveUp = new CancellationTokenSource();
        var cancelled = queue.Enqueue(new Named("cancelled"), giveUp.Token);
        await giveUp.CancelAsync();

        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await queue.Enqueue(new Named("b"), Never);
        Assert.Equal(["begin", "a", "commit", "begin", "b", "commit"], writer.Journal);
    }

    [Fact]
    public async Task A_cancellation_after_the_start_changes_nothing()
    {
        using var giveUp = new CancellationTokenSource();

        var running = queue.Enqueue(new Named("a", giveUp.Cancel), giveUp.Token);

        Assert.Equal("a", await running);
        Assert.Equal(["begin", "a", "commit"], writer.Journal);
    }

    [Fact]
    public async Task Closing_writes_what_was_taken_and_refuses_what_comes_later()
    {
        await HoldTheFirstCommit();
        var waiting = queue.Enqueue(new Named("b"), Never);
        var closing = Task.Run(queue.Dispose, Never);

        gate.Open();
        await closing;

        Assert.True(waiting.IsCompletedSuccessfully, "What was taken is written before the queue is closed.");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.Enqueue(new Named("late"), Never));
        Assert.Equal(["begin", "a", "commit", "begin", "b", "commit"], writer.Journal);
    }

    public void Dispose()
    {
        gate.Open();
        queue.Dispose();
        gate.Dispose();
    }

    private async Task<Task<string>> HoldTheFirstCommit()
    {
        writer.OnCommit = gate.Pass;
        var first = queue.Enqueue(new Named("a"), Never);
        await gate.Reached;
        return first;
    }
}

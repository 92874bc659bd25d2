using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

public sealed class WriteQueueFailureTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly RecordingWriter writer = new();
    private readonly Gate gate = new();
    private readonly WriteQueue queue;

    public WriteQueueFailureTests() => queue = new WriteQueue(writer);

    [Fact]
    public async Task A_commit_that_fails_answers_nobody_with_success()
    {
        writer.OnCommit = () =>
        {
            gate.Pass();
            throw new IOException("The disk is full.");
        };
        var first = queue.Enqueue(new Named("a"), Never);
        await gate.Reached;
        var b = queue.Enqueue(new Named("b"), Never);
        var c = queue.Enqueue(new Named("c"), Never);

        gate.Open();

        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => b);
        await Assert.ThrowsAsync<IOException>(() => c);
        // Each ran once: a commit may have failed after it wrote, and what runs again then finds itself there already.
        Assert.Equal(["begin", "a", "commit", "rollback", "begin", "b", "c", "commit", "rollback"], writer.Journal);
    }

    [Fact]
    public async Task A_write_after_a_failed_commit_is_tried_again()
    {
        writer.OnCommit = () => throw new IOException("The disk is full.");
        await Assert.ThrowsAsync<IOException>(() => queue.Enqueue(new Named("a"), Never));
        writer.OnCommit = () => { };

        Assert.Equal("b", await queue.Enqueue(new Named("b"), Never));
    }

    [Fact]
    public async Task A_rollback_that_fails_too_leaves_nobody_without_an_answer()
    {
        writer.OnCommit = gate.Pass;
        var first = queue.Enqueue(new Named("a"), Never);
        await gate.Reached;
        writer.OnRollback = () => throw new IOException("Nor can it be undone.");
        var good = queue.Enqueue(new Named("good"), Never);
        var bad = queue.Enqueue(new Named("bad", () => throw new InvalidOperationException("bad")), Never);

        gate.Open();

        Assert.Equal("a", await first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => good);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        // What is not undone must not be run a second time on top of it.
        Assert.Equal(["begin", "good", "bad", "rollback"], writer.Journal[3..]);
        Assert.Equal("next", await queue.Enqueue(new Named("next"), Never));
    }

    [Fact]
    public async Task Callers_go_on_away_from_the_writer_thread()
    {
        var threads = await queue.Enqueue(new Named("a"), Never).ContinueWith(
            _ =>
            {
                // A caller that takes its time must not hold up the next write.
                Assert.True(queue.Enqueue(new Named("b"), Never).Wait(Patience.Limit));
                return (Caller: Environment.CurrentManagedThreadId, Writer: writer.ThreadId);
            },
            Never,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        Assert.NotEqual(threads.Writer, threads.Caller);
    }

    public void Dispose()
    {
        gate.Open();
        queue.Dispose();
        gate.Dispose();
    }
}

using System.Runtime.InteropServices;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Writes on one thread with group commit. The thread takes all waiting commands, runs them in one transaction and commits once. Then
/// it answers all callers. There is no timer: a lone write commits at once, and many concurrent writes share one commit.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    /// <summary>The size of a batch. It bounds a transaction's time and the work that a failure repeats. More commands wait.</summary>
    private const int MaxBatch = 1024;

    private readonly IBatchWriter writer;
    private readonly Thread thread;
    private readonly WaitingJobs waiting;
    private readonly Queue<Action> between = new();
    private bool closed;

    /// <param name="metrics">Null if there are no metrics.</param>
    public WriteQueue(IWriter writer, StoreMetrics? metrics = null)
        : this(new TransactionWriter(writer, metrics), metrics)
    {
    }

    /// <param name="metrics">Null if there are no metrics.</param>
    public WriteQueue(IBatchWriter writer, StoreMetrics? metrics = null)
    {
        this.writer = writer;
        waiting = new WaitingJobs(writer.RunsSideBySide);
        metrics?.Waiting = () => Waiting;
        thread = new Thread(Run) { Name = "store writer", IsBackground = true };
        thread.Start();
    }

    private int Waiting
    {
        get
        {
            lock (waiting) return waiting.Count;
        }
    }

    public Task<T> Enqueue<T>(Command<T> command, CancellationToken ct)
    {
        var job = new WriteJob<T>(command, ct);
        lock (waiting)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(IStore));
            waiting.Add(job);
            // The writer waits only when the queue is empty.
            if (waiting.Count == 1) Monitor.Pulse(waiting);
        }

        return job.Result;
    }

    /// <summary>Runs work on the writer's thread while no transaction is open. Commands wait meanwhile.</summary>
    public Task<T> RunBetween<T>(Func<T> work)
    {
        var promise = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(IStore));
            between.Enqueue(Run);
            Monitor.Pulse(waiting);
        }

        return promise.Task;

        void Run()
        {
            try
            {
                promise.SetResult(work());
            }
            catch (Exception e)
            {
                promise.SetException(e);
            }
        }
    }

    /// <summary>Takes no more commands, writes the queued ones, and ends the thread.</summary>
    public void Dispose()
    {
        lock (waiting)
        {
            closed = true;
            Monitor.Pulse(waiting);
        }

        thread.Join();
    }

    private void Run()
    {
        var batch = new List<WriteJob>();
        while (Take(batch, out var other))
        {
            other?.Invoke();
            Write(CollectionsMarshal.AsSpan(batch));
            batch.Clear();
        }
    }

    private bool Take(List<WriteJob> batch, out Action? other)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && between.Count == 0)
            {
                if (closed)
                {
                    other = null;
                    return false;
                }

                Monitor.Wait(waiting);
            }

            between.TryDequeue(out other);
            waiting.MoveTo(batch, MaxBatch);
            return true;
        }
    }

    /// <summary>
    /// Writes a batch in one transaction. A failing command fails alone: the commands before and after it run again in new transactions.
    /// </summary>
    private void Write(ReadOnlySpan<WriteJob> batch)
    {
        while (!batch.IsEmpty)
        {
            var outcome = writer.Write(batch);
            if (outcome.Failing is not { } failing || batch.Length == 1)
            {
                Answer(batch, outcome.Error);
                return;
            }

            Write(batch[..failing]);
            // The command runs again alone, because the commands before it may have caused its failure.
            Write(batch.Slice(failing, 1));
            batch = batch[(failing + 1)..];
        }
    }

    private static void Answer(ReadOnlySpan<WriteJob> batch, Exception? error)
    {
        foreach (var job in batch)
        {
            if (error is null) job.Succeed();
            else job.Fail(error);
        }
    }
}

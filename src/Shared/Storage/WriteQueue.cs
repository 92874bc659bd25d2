using System.Diagnostics;
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

    private readonly IWriter writer;
    private readonly StoreMetrics? metrics;
    private readonly Thread thread;
    private readonly Queue<WriteJob> waiting = new();
    private bool closed;

    /// <param name="metrics">Null if there are no metrics.</param>
    public WriteQueue(IWriter writer, StoreMetrics? metrics = null)
    {
        (this.writer, this.metrics) = (writer, metrics);
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
            waiting.Enqueue(job);
            // The writer waits only when the queue is empty.
            if (waiting.Count == 1) Monitor.Pulse(waiting);
        }

        return job.Result;
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
        while (Take(batch))
        {
            Write(CollectionsMarshal.AsSpan(batch));
            batch.Clear();
        }
    }

    private bool Take(List<WriteJob> batch)
    {
        lock (waiting)
        {
            while (waiting.Count == 0)
            {
                if (closed) return false;
                Monitor.Wait(waiting);
            }

            while (batch.Count < MaxBatch && waiting.TryDequeue(out var job))
            {
                if (!job.CancelledBeforeStart()) batch.Add(job);
            }

            return true;
        }
    }

    /// <summary>
    /// Writes a batch in one transaction. A failing command fails alone: the commands before and after it run again in new transactions.
    /// </summary>
    private void Write(ReadOnlySpan<WriteJob> batch)
    {
        while (Failing(batch) is { } failing)
        {
            Write(batch[..failing]);
            // The command runs again alone, because the commands before it may have caused its failure.
            if (Failing(batch.Slice(failing, 1)) is not null)
            {
                throw new UnreachableException("A command that runs alone cannot fail another one.");
            }

            batch = batch[(failing + 1)..];
        }
    }

    /// <summary>
    /// Runs a batch and answers all callers. If a command fails and the others can run again, answers no caller and returns its index.
    /// </summary>
    private int? Failing(ReadOnlySpan<WriteJob> batch)
    {
        if (batch.IsEmpty) return null;
        var ran = -1;
        try
        {
            writer.Begin();
            for (ran = 0; ran < batch.Length; ran++) batch[ran].Run(writer);
            var started = metrics?.Begin() ?? 0;
            writer.Commit();
            metrics?.Committed(started, batch.Length);
        }
        catch (Exception e)
        {
            // A failed commit may still have been written. Its commands must not run again and meet their own writes.
            var failed = ran >= 0 && ran < batch.Length;
            if (Undo() && failed && batch.Length > 1) return ran;
            foreach (var job in batch) job.Fail(e);
            return null;
        }

        foreach (var job in batch) job.Succeed();
        return null;
    }

    /// <summary>
    /// Returns false if the transaction could not be ended. No command can then run again. All callers still get an answer, and the
    /// thread continues.
    /// </summary>
    private bool Undo()
    {
        try
        {
            writer.Rollback();
            return true;
        }
        catch (Exception)
        {
            // The callers learn why the batch failed. A store that stays broken reports it at the next Begin.
            return false;
        }
    }
}

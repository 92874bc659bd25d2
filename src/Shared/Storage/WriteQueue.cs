using System.Diagnostics;
using System.Runtime.InteropServices;


namespace SamosaChaat.Shared.Storage;

/// <summary>
/// One writer thread with group commit: it takes whatever waits, runs all of it in one transaction, commits once and then answers all.
/// There is no timer, so a lone write commits at once, and a crowd shares one commit.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    /// <summary>More than this waits for the next batch, which bounds a transaction's time and what a failure makes run again.</summary>
    private const int MaxBatch = 1024;

    private readonly IWriter writer;
    private readonly StoreMetrics? metrics;
    private readonly Thread thread;
    private readonly Queue<WriteJob> waiting = new();
    private bool closed;

    /// <param name="metrics">Null where nobody could see them.</param>
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

    /// <summary>Takes no more, writes what was taken, and ends the thread.</summary>
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

    /// <summary>Writes a batch in one transaction. If a command fails, it fails alone: the commands around it share new transactions.</summary>
    private void Write(ReadOnlySpan<WriteJob> batch)
    {
        while (Failing(batch) is { } failing)
        {
            Write(batch[..failing]);
            // On its own again, since it may have failed because of those before it.
            if (Failing(batch.Slice(failing, 1)) is not null) throw new UnreachableException("A command that runs alone cannot fail another one.");
            batch = batch[(failing + 1)..];
        }
    }

    /// <summary>Runs a batch and answers all of it; or answers nobody and returns which command failed, if the others can be run again.</summary>
    private int? Failing(ReadOnlySpan<WriteJob> batch)
    {
        if (batch.IsEmpty) return null;
        var ran = -1;
        try
        {
            writer.Begin();
            for (ran = 0; ran < batch.Length; ran++) batch[ran].Run(writer);
            var began = metrics?.Begin() ?? 0;
            writer.Commit();
            metrics?.Committed(began, batch.Length);
        }
        catch (Exception e)
        {
            // A commit that failed may have written all the same: its commands must not run again and find themselves there.
            var failed = ran >= 0 && ran < batch.Length;
            if (Undo() && failed && batch.Length > 1) return ran;
            foreach (var job in batch) job.Fail(e);
            return null;
        }

        foreach (var job in batch) job.Succeed();
        return null;
    }

    /// <summary>Returns false if the transaction could not be ended. Nothing can run again then, but all callers are answered and the thread goes on.</summary>
    private bool Undo()
    {
        try
        {
            writer.Rollback();
            return true;
        }
        catch (Exception)
        {
            // The callers are told why the batch failed. A store that stays broken says so at the next Begin.
            return false;
        }
    }
}

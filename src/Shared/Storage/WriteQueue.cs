
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
            if (batch.Count > 0) Write(batch);
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

    private void Write(List<WriteJob> batch)
    {
        var committing = false;
        try
        {
            writer.Begin();
            foreach (var job in batch) job.Run(writer);
            committing = true;
            var began = metrics?.Begin() ?? 0;
            writer.Commit();
            metrics?.Committed(began, batch.Count);
        }
        catch (Exception e)
        {
            // A commit that failed may have written all the same, on a disk that was too slow: run again, its commands would find themselves there.
            if (!Undo() || committing || batch.Count == 1)
            {
                foreach (var job in batch) job.Fail(e);
                return;
            }

            // One of them broke the batch: each again on its own, so that it fails alone.
            foreach (var job in batch) Write([job]);
            return;
        }

        foreach (var job in batch) job.Succeed();
    }

    /// <summary>False if the transaction could not be ended: nothing can be run again then, but everybody is answered and the thread goes on.</summary>
    private bool Undo()
    {
        try
        {
            writer.Rollback();
            return true;
        }
        catch (Exception)
        {
            // Why the batch failed is what its callers are told; a store that stays broken says so at the next Begin.
            return false;
        }
    }
}

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Writes on one thread and reads on the calling thread. Both take microseconds, and a hand-off to another thread would cost more.
/// </summary>
/// <param name="reserve">Null if no room is kept, as for a command beside the server.</param>
internal abstract class SingleWriterEngine(StoreMetrics? metrics, Reserve? reserve) : IEngine
{
    private WriteQueue? writes;

    public abstract string Name { get; }

    public abstract Guid StoreId { get; }

    public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct)
    {
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<T>(ct);
        try
        {
            return ValueTask.FromResult(Read(query));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) => new(writes!.Enqueue(command, ct));

    public virtual void TrimMemory()
    {
    }

    /// <summary>
    /// Writes a copy of the store to a new file, with everything that is acknowledged now and nothing of an unfinished transaction. Any
    /// thread can call it. SQLite goes on meanwhile, and LiteDB waits. The copy may have a log beside it, until it is opened and closed.
    /// </summary>
    public abstract void CopyTo(string file);

    /// <summary>
    /// Removes from the files what the store no longer has: what the log and unused parts of pages still show. It blocks, so call it on a
    /// thread of its own. Commands wait for milliseconds at a time.
    /// </summary>
    /// <returns>False if a reader or another process was in the way. Then it can be tried again.</returns>
    public abstract bool EraseRemains();

    /// <summary>Writes the queued commands, then closes the database.</summary>
    public void Dispose()
    {
        writes?.Dispose();
        Close();
    }

    /// <summary>Starts the writer thread. An engine calls it once, as the last step of opening.</summary>
    protected void StartWriter(IWriter writer)
    {
        var batches = new TransactionWriter(writer, metrics);
        writes = new WriteQueue(reserve is null ? batches : new ReservedWriter(batches, reserve), metrics);
    }

    /// <summary>Runs work on the writer's thread while no transaction is open, and waits for it.</summary>
    protected T BetweenTransactions<T>(Func<T> work) => writes!.RunBetween(work).GetAwaiter().GetResult();

    /// <summary>Runs a query now. Any thread can call it.</summary>
    protected abstract T Read<T>(Query<T> query);

    protected abstract void Close();
}

namespace SamosaChaat.Shared.Storage;

/// <summary>Reads run where they are asked for, in parallel; writes go through the queue.</summary>
internal sealed class Store(IEngine engine) : IStore, IDisposable
{
    private readonly WriteQueue writes = new(engine.Writer);

    public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct)
    {
        // Both engines read synchronously, SQLite's async methods included, and in microseconds: a hand-off to another thread would cost more.
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<T>(ct);
        try
        {
            return ValueTask.FromResult(engine.Read(query));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) => new(writes.Enqueue(command, ct));

    public void Dispose()
    {
        writes.Dispose();
        engine.Dispose();
    }
}

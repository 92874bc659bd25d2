using System.Diagnostics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>Reads run where they are asked for, in parallel; writes go through the queue.</summary>
/// <param name="metrics">Null where nobody could see them.</param>
internal sealed class Store(IEngine engine, StoreMetrics? metrics = null) : IStore, IDisposable
{
    private readonly WriteQueue writes = new(engine.Writer, metrics);

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

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) =>
        new(Instrumentation.Spans.HasListeners() ? TraceAsync(command, ct) : writes.Enqueue(command, ct));

    /// <summary>The span is the caller's: it waits for its turn, and shares the commit with whoever came along.</summary>
    private async Task<T> TraceAsync<T>(Command<T> command, CancellationToken ct)
    {
        using var span = Instrumentation.Spans.StartActivity(command.GetType().Name, ActivityKind.Client);
        span?.SetTag("db.system.name", engine.Name).SetTag("db.operation.name", command.GetType().Name);
        try
        {
            return await writes.Enqueue(command, ct);
        }
        catch (Exception e)
        {
            span?.SetTag(Instrumentation.ErrorType, e.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    public void Dispose()
    {
        writes.Dispose();
        engine.Dispose();
    }
}

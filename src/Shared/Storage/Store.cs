using System.Diagnostics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>The store on one engine, with a span for each write where someone listens.</summary>
internal sealed class Store(IEngine engine) : IStore, IDisposable
{
    public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct) => engine.ReadAsync(query, ct);

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) =>
        Instrumentation.Spans.HasListeners() ? TraceAsync(command, ct) : engine.WriteAsync(command, ct);

    /// <summary>Gives back memory that no operation uses now. A server at rest calls it.</summary>
    public void TrimMemory() => engine.TrimMemory();

    public void Dispose() => engine.Dispose();

    /// <summary>The span is the caller's: it waits in the queue, and shares its commit with other commands.</summary>
    private async ValueTask<T> TraceAsync<T>(Command<T> command, CancellationToken ct)
    {
        using var span = Instrumentation.Spans.StartActivity(command.GetType().Name, ActivityKind.Client);
        span?.SetTag("db.system.name", engine.Name).SetTag("db.operation.name", command.GetType().Name);
        try
        {
            return await engine.WriteAsync(command, ct);
        }
        catch (Exception e)
        {
            span?.SetTag(Instrumentation.ErrorType, e.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}

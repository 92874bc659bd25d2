using System.Diagnostics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>Runs the store on one engine. Adds a span to each write if a listener exists.</summary>
internal sealed class Store(IEngine engine) : IStore, IDisposable
{
    /// <summary>The engine, for the parts of the program that belong to one.</summary>
    public IEngine Engine => engine;

    public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct) => engine.ReadAsync(query, ct);

    public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) =>
        Instrumentation.Spans.HasListeners() ? TraceAsync(command, ct) : engine.WriteAsync(command, ct);

    /// <summary>Frees memory that no operation uses now. An idle server calls it.</summary>
    public void TrimMemory() => engine.TrimMemory();

    public void Dispose() => engine.Dispose();

    /// <summary>Measures the caller's view: a command waits in the queue and shares its commit with other commands.</summary>
    private async ValueTask<T> TraceAsync<T>(Command<T> command, CancellationToken ct)
    {
        using var span = Instrumentation.Spans.StartActivity(command.Name, ActivityKind.Client);
        span?.SetTag("db.system.name", engine.Name).SetTag("db.operation.name", command.Name);
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

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Tests.Observability;

/// <summary>The log entries of requests by trace id. They come when the request is over, which is after its answer: so they are awaited.</summary>
internal sealed class RequestEntries : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IReadOnlyDictionary<string, object?>>> entries = new();

    public static RequestEntries Of(Server server)
    {
        var entries = new RequestEntries();
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(entries);
        return entries;
    }

    /// <summary>The properties of the entry of the request that was answered like this.</summary>
    public Task<IReadOnlyDictionary<string, object?>> OfAsync(HttpResponseMessage response) => Promise(TraceIdOf(response)).Task.WaitAsync(Patience.Limit);

    public static string TraceIdOf(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("x-trace-id"));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName.EndsWith(".RequestLog", StringComparison.Ordinal));

    public void Dispose()
    {
    }

    private TaskCompletionSource<IReadOnlyDictionary<string, object?>> Promise(string traceId) =>
        entries.GetOrAdd(traceId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class Logger(RequestEntries entries, bool ofRequests) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => ofRequests;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!ofRequests || state is not IReadOnlyList<KeyValuePair<string, object?>> properties) return;
            var byName = properties.ToDictionary(p => p.Key, p => p.Value);
            entries.Promise((string)byName["trace_id"]!).TrySetResult(byName);
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Tests.Hosting.Recording;

/// <summary>One event as it was logged.</summary>
public sealed record LogEntry(string Category, LogLevel Level, EventId Event, string Message, IReadOnlyDictionary<string, object?> Properties, Exception? Exception);

/// <summary>Keeps what was logged, for tests that read it.</summary>
public sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> entries = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<LogEntry> Entries => entries;

    /// <summary>When the server has disposed of its services.</summary>
    public Task Closed => closed.Task;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, entries);

    public void Dispose() => closed.TrySetResult();

    private sealed class Logger(string category, ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var properties = (state as IReadOnlyList<KeyValuePair<string, object?>>)?.ToDictionary(p => p.Key, p => p.Value) ?? [];
            entries.Enqueue(new(category, logLevel, eventId, formatter(state, exception), properties, exception));
        }
    }
}

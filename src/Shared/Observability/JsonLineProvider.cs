using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Observability;

/// <summary>Writes the log as JSON lines. It replaces the console logger and has its name in the settings.</summary>
/// <param name="output">The target of the lines. It is not disposed.</param>
[ProviderAlias("Console")]
internal sealed class JsonLineProvider(Stream output, TimeProvider clock) : ILoggerProvider
{
    private readonly LogWriter lines = new(output, TimeSpan.FromSeconds(5));

    public ILogger CreateLogger(string categoryName) => new Logger(lines, clock, JsonLine.Encode(categoryName));

    /// <summary>Writes all waiting lines.</summary>
    public void Dispose() => lines.Dispose();

    private sealed class Logger(LogWriter lines, TimeProvider clock, JsonEncodedText category) : ILogger
    {
        // Scopes are not logged. Log events carry their data as properties.
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var message = formatter(state, exception);
            using var scratch = JsonScratch.Take();
            lines.Write(JsonLine.Write(
                scratch,
                clock.GetUtcNow().UtcDateTime,
                logLevel,
                eventId,
                category,
                message,
                state as IReadOnlyList<KeyValuePair<string, object?>>,
                exception));
        }
    }
}

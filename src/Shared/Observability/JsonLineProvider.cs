using System.Text.Json;

namespace SamosaChaat.Shared.Observability;

/// <summary>The log as JSON lines. It goes by the console's name in settings, where it stands in for the console's logger.</summary>
/// <param name="output">Gets the lines; not disposed of.</param>
[ProviderAlias("Console")]
internal sealed class JsonLineProvider(Stream output, TimeProvider clock) : ILoggerProvider
{
    private readonly LogWriter lines = new(output, TimeSpan.FromSeconds(5));

    public ILogger CreateLogger(string categoryName) => new Logger(lines, clock, JsonLine.Encode(categoryName));

    /// <summary>Everything that was logged before is written then.</summary>
    public void Dispose() => lines.Dispose();

    private sealed class Logger(LogWriter lines, TimeProvider clock, JsonEncodedText category) : ILogger
    {
        // Scopes are in no line: what a line should say is one of its properties.
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var message = formatter(state, exception);
            using var line = JsonLine.Take();
            lines.Write(line.Write(clock.GetUtcNow().UtcDateTime, logLevel, eventId, category, message, state as IReadOnlyList<KeyValuePair<string, object?>>, exception));
        }
    }
}

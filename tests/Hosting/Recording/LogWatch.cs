using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Tests.Hosting.Recording;

/// <summary>Lets a test wait until a server logs something. What was logged before it was made is not seen.</summary>
public sealed class LogWatch : ILoggerProvider, ILogger
{
    private readonly Channel<EventId> events = Channel.CreateUnbounded<EventId>();

    public static LogWatch On(Server server)
    {
        var watch = new LogWatch();
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(watch);
        return watch;
    }

    /// <summary>Returns when the event has been logged once more.</summary>
    public async Task SeeAsync(int eventId, CancellationToken ct)
    {
        await foreach (var seen in events.Reader.ReadAllAsync(ct))
        {
            if (seen.Id == eventId) return;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        events.Writer.TryWrite(eventId);

    public void Dispose() => events.Writer.TryComplete();
}

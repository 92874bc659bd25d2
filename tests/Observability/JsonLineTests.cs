using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Observability;

namespace SamosaChaat.Tests.Observability;

public sealed class JsonLineTests
{
    private static readonly Guid Id = new("0190b2c7-7b0e-7d53-8a9c-1f2e3d4c5b6a");

    [Fact]
    public void An_event_has_its_own_names_first_then_its_properties_then_the_exception()
    {
        var line = Logged(new EventId(7), Properties(("method", "GET"), ("status_code", 200), ("bytes", 5_000_000_000L)), new Unhappy("schief \"gegangen\"\nzwei"));

        Assert.Equal(
            """{"time":"2025-01-02T03:04:05.678Z","level":"Warning","event_id":7,"category":"Köche.Küche`1","message":"hello \"you\" <b>\uD83E\uDD5F</b>","method":"GET","status_code":200,"bytes":5000000000,"exception":"schief \"gegangen\"\nzwei"}"""
                + Environment.NewLine,
            line);
    }

    [Fact]
    public void Values_are_what_JSON_has_for_them_and_text_otherwise()
    {
        Assert.Equal("\"x\":null", Value(null));
        Assert.Equal("\"x\":null", Value((Guid?)null));
        Assert.Equal("\"x\":\"0190b2c7-7b0e-7d53-8a9c-1f2e3d4c5b6a\"", Value((Guid?)Id));
        Assert.Equal("\"x\":12.345", Value(12.345));
        Assert.Equal("\"x\":1E+300", Value(1e300));
        Assert.Equal("\"x\":\"NaN\"", Value(double.NaN));
        Assert.Equal("\"x\":true", Value(true));
        Assert.Equal("\"x\":\"1.5\"", Value(1.5m));
        Assert.Equal("\"x\":\"00:00:03\"", Value(TimeSpan.FromSeconds(3)));
        Assert.Equal("\"x\":\"Error\"", Value(LogLevel.Error));
        Assert.Equal("\"x\":\"ä\\uD83E\\uDD5F\\u2028\\uFFFD\\t\"", Value("ä🥟\u2028\ud800\t"));
    }

    [Theory]
    [InlineData("message", "message_")]
    [InlineData("time", "time_")]
    [InlineData("exception", "exception_")]
    [InlineData("messages", "messages")]
    public void A_property_that_has_a_name_of_the_lines_own_gets_another(string name, string written)
    {
        Assert.EndsWith($",\"{written}\":1}}{Environment.NewLine}", Logged(default, Properties((name, 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_logs_while_it_becomes_text_spoils_no_line()
    {
        var output = new MemoryStream();
        using (var log = new JsonLineProvider(output, new FakeTimeProvider()))
        {
            var logger = log.CreateLogger("c");
            LogTo(logger, default, Properties(("before", 1), ("x", new Talkative(() => LogTo(logger, default, Properties(("inner", 1))))), ("after", 2)));
        }

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith(",\"inner\":1}", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",\"before\":1,\"x\":\"talk\",\"after\":2}", lines[1], StringComparison.Ordinal);
    }

    private static string Value(object? value)
    {
        var line = Logged(default, Properties(("x", value)));
        return line[line.IndexOf("\"x\":", StringComparison.Ordinal)..].TrimEnd()[..^1];
    }

    private static string Logged(EventId id, List<KeyValuePair<string, object?>> properties, Exception? exception = null)
    {
        var output = new MemoryStream();
        using (var log = new JsonLineProvider(output, new FakeTimeProvider(new(2025, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)))) LogTo(log.CreateLogger("Köche.Küche`1"), id, properties, exception);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void LogTo(ILogger logger, EventId id, List<KeyValuePair<string, object?>> properties, Exception? exception = null) =>
        logger.Log(LogLevel.Warning, id, properties, exception, (_, _) => "hello \"you\" <b>🥟</b>");

    private static List<KeyValuePair<string, object?>> Properties(params (string Name, object? Value)[] properties) =>
        [.. properties.Select(p => KeyValuePair.Create(p.Name, p.Value)), new("{OriginalFormat}", "hello")];

    private sealed class Unhappy(string text) : Exception
    {
        public override string ToString() => text;
    }

    private sealed class Talkative(Action talk)
    {
        public override string ToString()
        {
            talk();
            return "talk";
        }
    }
}

using System.Text.Json;

namespace SamosaChaat.Tests.Observability;

/// <summary>What the program prints, as whoever runs it sees it.</summary>
public abstract class LogLinesTests(string engine) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task In_production_every_line_is_one_JSON_object()
    {
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder));
        using var user = await TestUser.RegisterAsync(server.Http);
        var conversation = (await user.CreateConversationAsync("\"Quotes\", {braces}, \\u2028 and \\\\")).Id();
        await user.SendAndWaitAsync(conversation, "Two\nlines");
        using var last = await user.Http.FetchAsync($"/conversations/{conversation}?secret=1", ("x-trace-id", "the-last-one"));
        await server.SaysAsync(line => line.Contains("the-last-one", StringComparison.Ordinal));

        var events = server.Output.Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            return document.RootElement.Clone();
        }).ToArray();

        Assert.Each(events, entry => Assert.EndsWith("Z", entry.Text("time"), StringComparison.Ordinal));
        Assert.Each(events, entry => Assert.Equal("Information", entry.Text("level")));
        var requests = events.Where(entry => entry.GetProperty("event_id").GetInt32() == 1000).ToArray();
        Assert.Equal(
            [("POST", "/auth/register", 201), ("POST", "/conversations", 201), ("POST", $"/conversations/{conversation}/messages", 200), ("GET", $"/conversations/{conversation}", 200)],
            requests.Select(entry => (entry.Text("method"), entry.Text("path"), entry.GetProperty("status_code").GetInt32())));
        Assert.Each(requests, entry => Assert.True(entry.GetProperty("duration_ms").GetDouble() > 0));
        Assert.Each(requests, entry => Assert.NotEmpty(entry.Text("trace_id")));
        Assert.Equal([null, user.Id.ToString(), user.Id.ToString(), user.Id.ToString()], requests.Select(entry => entry.GetProperty("user_id").GetString()));
        // The turn's own events carry the trace id of the request that began it.
        Assert.Each(events.Where(entry => entry.GetProperty("event_id").GetInt32() is 2001 or 2002), entry => Assert.Equal(requests[2].Text("trace_id"), entry.Text("trace_id")));
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task No_line_has_the_same_property_twice()
    {
        // Other libraries' events say "time" too.
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder), ("Logging:LogLevel:FastEndpoints", "Information"));

        Assert.Contains(server.Output, line => line.Contains("FastEndpoints", StringComparison.Ordinal));
        foreach (var line in server.Output)
        {
            using var document = JsonDocument.Parse(line);
            var names = document.RootElement.EnumerateObject().Select(property => property.Name).ToArray();
            Assert.Equal(names.Distinct(), names);
        }
    }

    [Fact]
    public async Task In_development_the_page_the_data_the_API_and_the_models_are_said_and_the_files_of_the_page_are_not()
    {
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder), ("ASPNETCORE_ENVIRONMENT", "Development"));
        using var browser = server.Client();
        (await browser.GetAsync(new Uri("/js/app.js", UriKind.Relative), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();
        using var health = await server.Http.FetchAsync("/health", ("x-trace-id", "the-only-one"));
        var request = await server.SaysAsync(line => line.Contains("the-only-one", StringComparison.Ordinal));

        var address = server.Http.BaseAddress!.ToString().TrimEnd('/');
        await server.SaysAsync(line => line == "The models of 'demo' answer: demo, demo-thinking");
        Assert.Equal(5, server.Output.Length);
        Assert.Contains(address, server.Output[0], StringComparison.Ordinal);
        Assert.Contains(folder, server.Output[1], StringComparison.Ordinal);
        Assert.Contains(engine, server.Output[1], StringComparison.Ordinal);
        Assert.Contains($"{address}/docs", server.Output[2], StringComparison.Ordinal);
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} info: .*GET /health 200 in ", request);
        Assert.Empty(server.Errors);
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

public sealed class LogLinesOnSqlite() : LogLinesTests("sqlite");

public sealed class LogLinesOnLiteDb() : LogLinesTests("litedb");

public sealed class LogLinesOnPostgres() : LogLinesTests("postgres");

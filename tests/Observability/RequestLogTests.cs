using System.Net;
using System.Text;

namespace SamosaChaat.Tests.Observability;

public abstract class RequestLogTests(Server server)
{
    [Fact]
    public async Task A_request_is_one_entry_that_says_who_did_what_and_how_it_ended()
    {
        using var user = await server.NewUserAsync();
        var entries = RequestEntries.Of(server);

        using var response = await user.Http.FetchAsync("/api/conversations?limit=7");

        var entry = await entries.OfAsync(response);
        Assert.Equal(user.Id, entry["user_id"]);
        Assert.Equal("GET", entry["method"]);
        Assert.Equal("/api/conversations", entry["path"]?.ToString());
        Assert.Equal(200, entry["status_code"]);
        Assert.InRange(Assert.IsType<double>(entry["duration_ms"]), 0.001, 60_000);
        Assert.Equal(RequestEntries.TraceIdOf(response), entry["trace_id"]);
    }

    [Fact]
    public async Task A_streamed_turn_is_one_too()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        var entries = RequestEntries.Of(server);

        using var response = await user.Http.PostAsync($"/conversations/{id}/messages", new { message = new { content = "Hello" } });

        var entry = await entries.OfAsync(response);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("POST", 200, user.Id), (entry["method"], (int)entry["status_code"]!, (Guid)entry["user_id"]!));
    }

    [Theory]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/auth/me", HttpStatusCode.Unauthorized)]
    [InlineData("/no/such/path", HttpStatusCode.NotFound)]
    [InlineData("/auth/login", HttpStatusCode.MethodNotAllowed)]
    public async Task Every_answer_has_the_trace_id_of_its_entry(string path, HttpStatusCode status)
    {
        using var http = server.Anonymous();
        var entries = RequestEntries.Of(server);

        using var response = await http.FetchAsync(path);

        Assert.Equal(status, response.StatusCode);
        var entry = await entries.OfAsync(response);
        Assert.Equal((int)status, entry["status_code"]);
        Assert.Null(entry["user_id"]);
        if (!response.IsSuccessStatusCode) Assert.Equal(RequestEntries.TraceIdOf(response), (await response.JsonAsync()).Text("trace_id"));
    }

    [Fact]
    public async Task A_failure_of_the_server_has_one_too_and_tells_nothing_else()
    {
        var drive = new FailingStore();
        await using var broken = new OwnServer(server.Engine, drive.PutBeforeStore);
        drive.IsOff = true;
        using var http = broken.Anonymous();

        using var response = await http.PostAsync("/auth/login", new { email = "asha@example.com", password = TestUser.Password });

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var body = await response.JsonAsync();
        Assert.Equal(RequestEntries.TraceIdOf(response), body.Text("trace_id"));
        Assert.DoesNotContain("drive", body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_of_traceparent_is_gone_on_with()
    {
        using var response = await FetchAsync(
            ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("x-trace-id", "not-this-one"));

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", RequestEntries.TraceIdOf(response));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("order-66_retry.2")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task Else_that_of_x_trace_id(string given)
    {
        using var response = await FetchAsync(("traceparent", "not a traceparent"), ("x-trace-id", given));

        Assert.Equal(given, RequestEntries.TraceIdOf(response));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tab\tbed")]
    [InlineData("bell\u0007")]
    [InlineData("{\"json\":1}")]
    [InlineData("समोसा")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task Else_a_new_one_and_what_could_do_harm_is_not_repeated(string given)
    {
        using var first = await FetchAsync(("x-trace-id", given));
        using var second = await FetchAsync(("x-trace-id", given));

        Assert.Each([first, second], response => Assert.Matches("^[0-9a-f]{32}$", RequestEntries.TraceIdOf(response)));
        Assert.NotEqual(RequestEntries.TraceIdOf(first), RequestEntries.TraceIdOf(second));
    }

    private async Task<HttpResponseMessage> FetchAsync(params (string Name, string Value)[] headers)
    {
        // Not every client keeps to ASCII, as .NET's does unless told otherwise.
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = server.Address };
        return await http.FetchAsync("/health", headers);
    }
}

public sealed class RequestLogOnSqlite(SqliteServer server) : RequestLogTests(server);

public sealed class RequestLogOnLiteDb(LiteDbServer server) : RequestLogTests(server);

public sealed class RequestLogOnPostgres(PostgresServer server) : RequestLogTests(server);

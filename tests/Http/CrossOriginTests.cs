using System.Net;
using System.Net.Http.Headers;

namespace SamosaChaat.Tests.Http;

/// <summary>Pages of other origins, as a browser asks for them.</summary>
public sealed class CrossOriginTests(SqliteServer closed) : IAsyncDisposable
{
    private const string App = "https://app.example.com";
    private const string Dev = "http://localhost:5173";
    private readonly OwnServer server = new("sqlite", ("Cors:AllowedOrigins:0", App), ("Cors:AllowedOrigins:1", Dev));

    [Theory]
    [InlineData(App, "PUT", "/conversations/0190c7b0-0000-7000-8000-000000000001/instructions", "authorization,content-type")]
    [InlineData(App, "PATCH", "/conversations/0190c7b0-0000-7000-8000-000000000001", "authorization,content-type")]
    [InlineData(Dev, "GET", "/api/conversations/0190c7b0-0000-7000-8000-000000000001/messages/0190c7b0-0000-7000-8000-000000000001/stream", "authorization,last-event-id")]
    [InlineData(Dev, "GET", "/conversations", "authorization,if-none-match")]
    [InlineData(Dev, "POST", "/conversations", "authorization,content-type,x-demo-fault")]
    public async Task An_allowed_page_may_ask_for_all_that_the_API_takes_and_asks_only_once(string origin, string method, string path, string headers)
    {
        using var answer = await PreflightAsync(server, origin, method, path, headers);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(origin, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods")!, StringComparison.Ordinal);
        Assert.Equal("7200", Header(answer, "Access-Control-Max-Age"));
        var allowed = Header(answer, "Access-Control-Allow-Headers")!.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Superset(headers.Split(',').ToHashSet(StringComparer.OrdinalIgnoreCase), allowed);
    }

    [Fact]
    public async Task No_page_may_use_the_cookie_of_a_refresh_token()
    {
        using var answer = await PreflightAsync(server, App, "POST", "/auth/token/refresh", "content-type,x-refresh-token");

        Assert.DoesNotContain("x-refresh-token", Header(answer, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("https://app.example.com.evil.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("null")]
    public async Task Any_other_page_is_not_told_that_it_may(string origin)
    {
        using var preflight = await PreflightAsync(server, origin, "GET", "/conversations", "authorization");
        using var http = server.Anonymous();
        using var answer = await http.FetchAsync("/health", ("Origin", origin));

        Assert.Null(Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task By_default_no_page_is()
    {
        using var http = closed.Anonymous();
        using var answer = await http.FetchAsync("/health", ("Origin", App));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_star_is_every_page()
    {
        await using var open = new OwnServer("sqlite", ("Cors:AllowedOrigins:0", "*"));

        using var preflight = await PreflightAsync(open, "https://anywhere.example.com", "POST", "/conversations", "authorization,content-type");

        Assert.Equal("*", Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Null(Header(preflight, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://a.example.com", true)]
    [InlineData("https://a.b.example.com", true)]
    [InlineData("capacitor://localhost", true)]
    [InlineData("null", true)]
    [InlineData("https://example.com", false)]
    [InlineData("http://a.example.com", false)]
    [InlineData("https://a.example.com:8443", false)]
    [InlineData("https://a.example.com.evil.com", false)]
    [InlineData("https://evilexample.com", false)]
    [InlineData("capacitor://localhost.evil.com", false)]
    [InlineData("capacitor://evil", false)]
    [InlineData("ionic://localhost", false)]
    [InlineData("https://null", false)]
    public async Task Subdomains_apps_and_pages_without_an_origin_may_if_they_are_named(string origin, bool may)
    {
        await using var named = new OwnServer(
            "sqlite", ("Cors:AllowedOrigins:0", "https://*.example.com"), ("Cors:AllowedOrigins:1", "capacitor://localhost"), ("Cors:AllowedOrigins:2", "null"));

        using var preflight = await PreflightAsync(named, origin, "PATCH", "/conversations", "authorization,content-type,if-match");
        using var http = named.Anonymous();
        using var answer = await http.FetchAsync("/health", ("Origin", origin));

        Assert.Equal(may ? origin : null, Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Equal(may ? origin : null, Header(answer, "Access-Control-Allow-Origin"));
        if (may) Assert.Contains("Origin", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/health", 200)]
    [InlineData("/conversations", 401)]
    [InlineData("/nowhere", 404)]
    public async Task An_allowed_page_can_read_answers_and_refusals_with_their_headers(string path, int status)
    {
        using var http = server.Anonymous();
        using var answer = await http.FetchAsync(path, ("Origin", App));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(App, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("Origin", answer.Headers.Vary);
        var readable = Header(answer, "Access-Control-Expose-Headers")!.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Superset(new HashSet<string>(["Link", "ETag", "Retry-After", "RateLimit", "RateLimit-Policy", "x-trace-id"], StringComparer.OrdinalIgnoreCase), readable);
    }

    [Fact]
    public async Task An_allowed_page_can_read_a_stream()
    {
        using var user = await server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();
        using var answer = await user.Http.RequestAsync(HttpMethod.Post, $"/conversations/{conversation}/messages", new { message = new { content = "Hello?" } }, ("Origin", Dev));

        Assert.Equal(new MediaTypeHeaderValue("text/event-stream"), answer.Content.Headers.ContentType);
        Assert.Equal(Dev, Header(answer, "Access-Control-Allow-Origin"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<HttpResponseMessage> PreflightAsync(Server server, string origin, string method, string path, string headers)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        return await http.RequestAsync(HttpMethod.Options, path, body: null, ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}

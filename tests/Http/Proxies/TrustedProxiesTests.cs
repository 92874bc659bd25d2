using System.Net;

namespace SamosaChaat.Tests.Http.Proxies;

/// <summary>What a proxy says of the client's address is believed if the settings name the proxy, and is in every URL that is answered.</summary>
public sealed class TrustedProxiesTests(SqliteServer byDefault) : IAsyncDisposable
{
    private static readonly (string Name, string Value) Prefix = ("X-Forwarded-Prefix", "/chat");
    private static readonly (string Name, string Value) Proto = ("X-Forwarded-Proto", "https");
    private static readonly (string Name, string Value) Host = ("X-Forwarded-Host", "chat.example.com");

    private readonly OwnServer server = new("sqlite", ("Http:TrustedProxies:0", "10.0.0.0/8"), ("Http:TrustedProxies:1", "127.0.0.0/8"), ("Http:TrustedProxies:2", "::1"));

    [Fact]
    public async Task A_prefix_is_in_Location_and_Link()
    {
        using var user = await server.NewUserAsync();

        Assert.StartsWith("/chat/conversations/", await LocationAsync(user, "/conversations", Prefix), StringComparison.Ordinal);
        Assert.StartsWith("/chat/api/conversations/", await LocationAsync(user, "/api/conversations", Prefix), StringComparison.Ordinal);
        Assert.StartsWith("/conversations/", await LocationAsync(user, "/conversations"), StringComparison.Ordinal);
        using var list = await user.Http.FetchAsync("/conversations?limit=1", Prefix);
        Assert.StartsWith("/chat/conversations?limit=1&cursor=", list.Next(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chat/", "/chat")]
    [InlineData("/a/b.c/~d_e-f", "/a/b.c/~d_e-f")]
    [InlineData("/api", "/api")]
    public async Task A_prefix_may_have_several_segments(string prefix, string expected)
    {
        using var user = await server.NewUserAsync();

        Assert.StartsWith($"{expected}/conversations/", await LocationAsync(user, "/conversations", ("X-Forwarded-Prefix", prefix)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scheme_and_host_make_a_complete_URL()
    {
        using var user = await server.NewUserAsync();

        Assert.StartsWith("https://chat.example.com/chat/conversations/", await LocationAsync(user, "/conversations", Prefix, Proto, Host), StringComparison.Ordinal);
        Assert.StartsWith($"https://{server.Address.Authority}/conversations/", await LocationAsync(user, "/conversations", Proto), StringComparison.Ordinal);
        Assert.StartsWith("http://[2001:db8::1]:8443/conversations/", await LocationAsync(user, "/conversations", ("X-Forwarded-Host", "[2001:db8::1]:8443")), StringComparison.Ordinal);
        using var list = await user.Http.FetchAsync("/conversations?limit=1", Prefix, Proto, Host);
        Assert.StartsWith("https://chat.example.com/chat/conversations?limit=1&cursor=", list.Next(), StringComparison.Ordinal);
        using var registered = await user.Http.RequestAsync(
            HttpMethod.Post, "/auth/register", new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password }, Prefix, Proto, Host);
        Assert.Equal("https://chat.example.com/chat/auth/me", Location(registered));
    }

    [Fact]
    public async Task The_stream_that_is_in_the_way_is_named_as_the_client_reaches_it()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync("sqlite", model, ("Http:TrustedProxies:0", "127.0.0.1"), ("Http:TrustedProxies:1", "::1"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await reply.HangAsync();
        };
        var id = Guid.NewGuid();
        using var running = await chat.PostAsync(new { message = new { id, content = "Hello?" } });

        using var refused = await chat.User.Http.RequestAsync(
            HttpMethod.Post, $"/conversations/{chat.Id}/messages", new { message = new { content = "And?" } }, Prefix, Proto, Host);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal($"https://chat.example.com/chat/conversations/{chat.Id}/messages/{id}/stream", (await refused.JsonAsync()).Text("stream_url"));
    }

    [Fact]
    public async Task Nobody_is_believed_by_default()
    {
        using var user = await byDefault.NewUserAsync();

        Assert.StartsWith("/conversations/", await LocationAsync(user, "/conversations", Prefix, Proto, Host, ("X-Forwarded-For", "127.0.0.1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_named_is_not_believed()
    {
        await using var elsewhere = new OwnServer("sqlite", ("Http:TrustedProxies:0", "203.0.113.7"));
        using var user = await elsewhere.NewUserAsync();
        (string, string)[] headers = [Prefix, Proto, Host, ("X-Original-Host", "a"), ("X-Original-Proto", "https"), ("X-Forwarded-For", "203.0.113.7")];

        Assert.StartsWith("/conversations/", await LocationAsync(user, "/conversations", headers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_client_wrote_before_the_proxy_is_not_believed()
    {
        using var user = await server.NewUserAsync();

        var location = await LocationAsync(
            user,
            "/conversations",
            ("X-Forwarded-For", "127.0.0.1, 203.0.113.9"),
            ("X-Forwarded-Host", "evil.example.com, chat.example.com"),
            ("X-Forwarded-Proto", "http, https"),
            ("X-Forwarded-Prefix", "/evil, /chat"));

        Assert.StartsWith("https://chat.example.com/chat/conversations/", location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example.com/path")]
    [InlineData("X-Forwarded-Host", "user@evil.example.com")]
    [InlineData("X-Forwarded-Host", "evil.example.com?x")]
    [InlineData("X-Forwarded-Host", "evil.example.com#x")]
    [InlineData("X-Forwarded-Host", "evil example.com")]
    [InlineData("X-Forwarded-Host", "https://evil.example.com")]
    [InlineData("X-Forwarded-Host", "evil.example.com:port")]
    [InlineData("X-Forwarded-Host", "evil.example.com>; rel=\"next\"")]
    [InlineData("X-Forwarded-Host", "evil%0d%0aSet-Cookie: a=b")]
    [InlineData("X-Forwarded-Host", "good.example.com, evil.example.com/path")]
    [InlineData("X-Forwarded-Prefix", "//evil.example.com")]
    [InlineData("X-Forwarded-Prefix", "/\\evil.example.com")]
    [InlineData("X-Forwarded-Prefix", "https://evil.example.com")]
    [InlineData("X-Forwarded-Prefix", "javascript:alert(1)")]
    [InlineData("X-Forwarded-Prefix", "chat")]
    [InlineData("X-Forwarded-Prefix", "/chat/../..")]
    [InlineData("X-Forwarded-Prefix", "/chat//evil")]
    [InlineData("X-Forwarded-Prefix", "/%2e%2e/evil")]
    [InlineData("X-Forwarded-Prefix", "/chat?x=1")]
    [InlineData("X-Forwarded-Prefix", "/chat#x")]
    [InlineData("X-Forwarded-Prefix", "/chat%0d%0aSet-Cookie:%20a=b")]
    [InlineData("X-Forwarded-Prefix", "/")]
    [InlineData("X-Forwarded-Proto", "javascript")]
    [InlineData("X-Forwarded-Proto", "https://evil.example.com/")]
    public async Task A_value_that_must_not_be_in_a_URL_is_as_if_it_were_not_there(string name, string value)
    {
        using var user = await server.NewUserAsync();

        Assert.StartsWith("/conversations/", await LocationAsync(user, "/conversations", (name, value)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_and_the_documents_are_there_under_the_prefix()
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        foreach (var prefix in new[] { "/chat", "/api" })
        {
            using var page = await http.FetchAsync("/", ("X-Forwarded-Prefix", prefix));
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            using var document = await http.FetchAsync("/openapi/v1.json", ("X-Forwarded-Prefix", prefix));
            Assert.Equal([$"{prefix}/", $"{prefix}/api"], Servers(await document.JsonAsync()));
            using var underApi = await http.FetchAsync("/api/openapi/v1.json", ("X-Forwarded-Prefix", prefix));
            Assert.Equal([$"{prefix}/api", $"{prefix}/"], Servers(await underApi.JsonAsync()));
        }

        using var elsewhere = await http.FetchAsync("/api/", Prefix);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<string> LocationAsync(TestUser user, string path, params (string Name, string Value)[] headers)
    {
        using var created = await user.Http.RequestAsync(HttpMethod.Post, path, new { title = "Dough", model_tag = "demo" }, headers);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return Location(created);
    }

    private static string Location(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("Location"));

    private static IEnumerable<string> Servers(System.Text.Json.JsonElement document) =>
        document.GetProperty("servers").EnumerateArray().Select(named => named.Text("url"));
}

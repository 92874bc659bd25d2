using System.Net;
using SamosaChaat.Shared.Identity.ApiKeys;

namespace SamosaChaat.Tests.Features.Auth.CreateApiKey;

public abstract class CreateApiKeyTests(Server server)
{
    [Theory]
    [InlineData("read", "GET", "/auth/me", 200)]
    [InlineData("read", "HEAD", "/conversations", 200)]
    [InlineData("read", "GET", "/auth/sessions", 200)]
    [InlineData("read", "POST", "/conversations", 403)]
    [InlineData("read", "POST", "/API/conversations/", 403)]
    [InlineData("read", "POST", "/auth/keys", 403)]
    [InlineData("chat", "POST", "/conversations", 201)]
    [InlineData("chat", "POST", "/auth/keys", 403)]
    [InlineData("chat", "POST", "/AUTH/keys", 403)]
    [InlineData("chat", "POST", "/auth/password", 403)]
    [InlineData("chat", "POST", "/auth/logout", 403)]
    [InlineData("chat", "PATCH", "/auth/me", 403)]
    [InlineData("chat", "DELETE", "/auth/me", 403)]
    [InlineData("chat", "DELETE", "/auth/sessions", 403)]
    public async Task A_key_does_what_its_scope_allows_and_never_changes_the_account(string scope, string method, string path, int status)
    {
        using var user = await server.NewUserAsync();
        var key = (await user.CreateKeyAsync(scope)).Text("key");
        using var http = server.Anonymous();
        var body = method is "GET" or "HEAD" ? null : new { title = "A title", model_tag = "demo" };

        using var answer = await http.RequestAsync(new HttpMethod(method), path, body, Bearer.Header(key));

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 403) Assert.Contains("insufficient_scope", Assert.Single(answer.Headers.WwwAuthenticate).Parameter, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(user.SignedIn));
    }

    [Fact]
    public async Task Only_the_whole_key_works()
    {
        using var user = await server.NewUserAsync();
        var key = await user.CreateKeyAsync("read");
        var text = key.Text("key");
        using var http = server.Anonymous();

        foreach (var wrong in new[] { text[..^1], text + "A", text.ToUpperInvariant(), ApiKeyText.New(key.Id()).Text, ApiKeyText.New(Guid.NewGuid()).Text, "samosa_", "samosa_!" })
        {
            using var answer = await http.FetchAsync("/auth/me", Bearer.Header(wrong));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task It_ends_with_its_time_and_stays_through_a_change_of_the_password()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace);
        using var user = await own.NewUserAsync();
        var key = (await user.CreateKeyAsync("read")).Text("key");
        using var http = own.Anonymous();
        using var changed = await user.Http.PostAsync("/auth/password", new { current_password = TestUser.Password, new_password = "another long and secret one" });
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await http.FetchAsync("/conversations", Bearer.Header(key))).StatusCode);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.FetchAsync("/conversations", Bearer.Header(key))).StatusCode);
    }

    [Fact]
    public async Task An_account_has_a_limited_number_of_keys()
    {
        using var user = await server.NewUserAsync();
        for (var i = 0; i < 50; i++) await user.CreateKeyAsync("read");

        using var refused = await user.Http.PostAsync("/auth/keys", new { name = "one more", scope = "read" });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(50, (await user.GetAsync("/auth/keys")).GetArrayLength());
    }

    [Theory]
    [InlineData("", "read", 1, "name")]
    [InlineData("a\nb", "read", 1, "name")]
    [InlineData("a", "admin", 1, "scope")]
    [InlineData("a", "", 1, "scope")]
    [InlineData("a", "read", 0, "expires_in_days")]
    [InlineData("a", "read", 366, "expires_in_days")]
    public async Task What_is_not_valid_is_refused(string name, string scope, int days, string property)
    {
        using var user = await server.NewUserAsync();

        using var refused = await user.Http.PostAsync("/auth/keys", new { name, scope, expires_in_days = days });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True((await refused.JsonAsync()).GetProperty("errors").TryGetProperty(property, out _));
        Assert.Equal("[]", (await user.GetAsync("/auth/keys")).GetRawText());
    }
}

public sealed class CreateApiKeyOnSqlite(SqliteServer server) : CreateApiKeyTests(server);

public sealed class CreateApiKeyOnLiteDb(LiteDbServer server) : CreateApiKeyTests(server);

public sealed class CreateApiKeyOnPostgres(PostgresServer server) : CreateApiKeyTests(server);

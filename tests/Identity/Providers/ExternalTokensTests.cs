using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Identity.Providers;

/// <summary>A server accepts the access tokens of an issuer in its settings, and gives each of its users an account of their own.</summary>
public abstract class ExternalTokensTests(string engine) : IAsyncLifetime
{
    private readonly TestIssuer issuer = new();
    private readonly TestIssuer other = new();
    private OwnServer server = null!;

    public ValueTask InitializeAsync()
    {
        server = new OwnServer(
            engine,
            [.. issuer.Settings(more: [("RoleClaim", "realm_access.roles"), ("AdminRole", "chat-admin")]), .. other.Settings(1)]);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await issuer.DisposeAsync();
        await other.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_token_creates_an_account_and_finds_it_again(string algorithm)
    {
        var key = algorithm == "ES256" ? issuer.NewEc() : issuer.Key;

        var first = await MeAsync(issuer.Token("auth0|asha", algorithm, key, claims => claims["name"] = "Asha"));
        var second = await MeAsync(issuer.Token("auth0|asha", algorithm, key, claims => claims["jti"] = "another"));

        Assert.Equal(ExternalIdentity.IdFor(issuer.Url, "auth0|asha"), first.Id());
        Assert.Equal("Asha", first.Text("name"));
        Assert.Equal(first.Id(), second.Id());
        Assert.NotEqual(first.Id(), (await MeAsync(issuer.Token("auth0|ashok", algorithm, key))).Id());
        Assert.NotEqual(first.Id(), (await MeAsync(other.Token("auth0|asha"))).Id());
    }

    [Fact]
    public async Task A_subject_that_is_a_free_uuid_is_the_id_and_only_for_the_issuer_that_came_first()
    {
        var subject = Guid.NewGuid().ToString();

        Assert.Equal(subject, (await MeAsync(issuer.Token(subject))).Text("id"));
        Assert.Equal(ExternalIdentity.IdFor(other.Url, subject), (await MeAsync(other.Token(subject))).Id());
        // Both stay who they are.
        Assert.Equal(subject, (await MeAsync(issuer.Token(subject, change: claims => claims["jti"] = "another"))).Text("id"));
    }

    [Fact]
    public async Task No_subject_becomes_somebody_who_has_an_account()
    {
        using var local = await server.NewUserAsync();
        await local.CreateConversationAsync("A secret plan");
        var victim = (await MeAsync(other.Token("a victim"))).Id();

        foreach (var stolen in new[] { $"{local.Id}", $"{local.Id}".ToUpperInvariant(), $"{local.Id:N}", $"{{{local.Id}}}", $"{victim}", $"{Guid.Empty}" })
        {
            using var thief = Client(issuer.Token(stolen));
            using var me = await thief.FetchAsync("/auth/me");
            Assert.Equal(HttpStatusCode.OK, me.StatusCode);
            Assert.Equal(ExternalIdentity.IdFor(issuer.Url, stolen), (await me.JsonAsync()).Id());
            using var conversations = await thief.FetchAsync("/conversations");
            Assert.Equal("[]", (await conversations.JsonAsync()).GetRawText());
        }
    }

    [Fact]
    public async Task An_id_that_another_subject_would_get_cannot_be_taken_before()
    {
        var later = ExternalIdentity.IdFor(other.Url, "comes later");

        Assert.NotEqual(later, (await MeAsync(issuer.Token($"{later}"))).Id());
        Assert.Equal(later, (await MeAsync(other.Token("comes later"))).Id());
    }

    [Fact]
    public async Task A_verified_email_is_the_accounts_unless_somebody_has_it()
    {
        using var local = await server.NewUserAsync();

        var verified = await MeAsync(issuer.Token("one", change: claims => (claims["email"], claims["email_verified"]) = ("Asha@Example.com", true)));
        var unverified = await MeAsync(issuer.Token("two", change: claims => claims["email"] = "ravi@example.com"));
        var taken = await MeAsync(issuer.Token("three", change: claims => (claims["email"], claims["email_verified"]) = (local.Email, true)));

        Assert.Equal("asha@example.com", verified.Text("email"));
        Assert.EndsWith("@account.invalid", unverified.Text("email"), StringComparison.Ordinal);
        Assert.EndsWith("@account.invalid", taken.Text("email"), StringComparison.Ordinal);
        Assert.NotEqual(local.Id, taken.Id());
        // Neither has a password: the one of the local account stays the only way in.
        using var http = server.Anonymous();
        foreach (var email in new[] { "asha@example.com", unverified.Text("email") })
        {
            using var login = await http.PostAsJsonAsync("/auth/login", new { email, password = TestUser.Password }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
        }
    }

    [Fact]
    public async Task The_role_is_that_of_the_newest_token_and_an_older_one_gives_nothing_back()
    {
        using var admin = await server.NewAdminAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string Token(long issuedAt, params string[] roles) => issuer.Token("boss", change: claims =>
        {
            claims["iat"] = issuedAt;
            claims["jti"] = Guid.NewGuid();
            claims["realm_access"] = new { roles };
        });

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Token(now - 3, "chat-user"), "/admin/users"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Token(now - 2, "chat-user", "chat-admin"), "/admin/users"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Token(now - 1), "/admin/users"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Token(now - 2, "chat-admin"), "/admin/users"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Token(now, "chat-admin"), "/admin/users"));
    }

    [Fact]
    public async Task A_disabled_account_is_refused_at_once_and_so_is_every_new_token()
    {
        using var admin = await server.NewAdminAsync();
        var token = issuer.Token("gone");
        var id = (await MeAsync(token)).Id();

        using (var disabled = await admin.Http.PatchAsync($"/admin/users/{id}", new { disabled = true })) Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.Token("gone", change: claims => claims["jti"] = "another")));

        using (var enabled = await admin.Http.PatchAsync($"/admin/users/{id}", new { disabled = false })) Assert.Equal(HttpStatusCode.OK, enabled.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
    }

    [Fact]
    public async Task An_account_is_deleted_with_its_identity()
    {
        using var admin = await server.NewAdminAsync();
        var token = issuer.Token("leaves");
        var created = (await MeAsync(token)).Text("created_at");

        using (var deleted = await admin.Http.RemoveAsync($"/admin/users/{ExternalIdentity.IdFor(issuer.Url, "leaves")}")) Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        // The provider still lets them in, so it is a new account.
        Assert.NotEqual(created, (await MeAsync(token)).Text("created_at"));
    }

    [Fact]
    public async Task A_token_does_what_a_user_does_and_a_session_is_not_needed()
    {
        using var http = Client(issuer.Token("talks"));
        using var created = await http.PostAsJsonAsync("/conversations", new { title = "Mine", model_tag = "demo" }, TestContext.Current.CancellationToken);
        var conversation = (await created.JsonAsync()).Id();
        var message = Guid.NewGuid();
        using var answer = await http.PostAsync($"/conversations/{conversation}/messages", new { message = new { id = message, content = "Hello?" }, stream = false });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var ticket = await http.PostAsync($"/conversations/{conversation}/messages/{message}/stream/ticket", body: null);
        using var nobody = server.Anonymous();
        using var stream = await nobody.FetchAsync($"/conversations/{conversation}/messages/{message}/stream?ticket={(await ticket.JsonAsync()).Text("ticket")}");
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        using var sessions = await http.FetchAsync("/auth/sessions");
        Assert.Equal(JsonValueKind.Array, (await sessions.JsonAsync()).ValueKind);
    }

    [Fact]
    public async Task Two_first_requests_at_once_make_one_account()
    {
        string[] tokens = [.. Enumerable.Range(0, 8).Select(i => issuer.Token("twice", change: claims => claims["jti"] = $"{i}"))];

        var ids = await Task.WhenAll(tokens.Select(async token => (await MeAsync(token)).Id()));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task What_an_account_cannot_be_called_is_left_out()
    {
        var me = await MeAsync(issuer.Token("named", change: claims => (claims["name"], claims["preferred_username"]) = ("a\u202Eb", new string('x', 101))));

        Assert.Equal(JsonValueKind.Null, me.GetProperty("name").ValueKind);
        foreach (var subject in new[] { "", "a\0b", "a\nb", new string('s', 256) }) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.Token(subject)));
    }

    private HttpClient Client(string token)
    {
        var http = server.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private async Task<HttpStatusCode> StatusAsync(string token, string path = "/auth/me")
    {
        using var http = Client(token);
        using var answer = await http.FetchAsync(path);
        return answer.StatusCode;
    }

    private async Task<JsonElement> MeAsync(string token)
    {
        using var http = Client(token);
        using var answer = await http.FetchAsync("/auth/me");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }
}

public sealed class ExternalTokensOnSqlite() : ExternalTokensTests("sqlite");

public sealed class ExternalTokensOnLiteDb() : ExternalTokensTests("litedb");

public sealed class ExternalTokensOnPostgres() : ExternalTokensTests("postgres");

using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Auth.Login;

public abstract class LoginTests(Server server)
{
    [Fact]
    public async Task The_right_password_signs_in_however_the_email_is_written()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        foreach (var email in new[] { user.Email, user.Email.ToUpperInvariant(), $" {user.Email} " })
        {
            var signedIn = await http.LoginAsync(email);

            Assert.Equal(user.SignedIn.GetProperty("user").GetRawText(), signedIn.GetProperty("user").GetRawText());
            Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(signedIn));
        }
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_are_answered_alike()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        var wrong = await RefusalAsync(http, user.Email, "not the password");
        var unknown = await RefusalAsync(http, "nobody@example.com", TestUser.Password);

        Assert.Equal(wrong, unknown);
    }

    [Fact]
    public async Task A_password_counts_with_its_case_and_its_spaces()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        foreach (var password in new[] { TestUser.Password.ToUpperInvariant(), TestUser.Password + " ", " " + TestUser.Password }) await RefusalAsync(http, user.Email, password);
    }

    [Fact]
    public async Task Each_login_is_a_session_of_its_own()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var (one, other) = (await http.LoginAsync(user.Email), await http.LoginAsync(user.Email));

        Assert.NotEqual(one.Text("access_token"), other.Text("access_token"));
        Assert.NotEqual(one.Text("refresh_token"), other.Text("refresh_token"));
        Assert.NotNull(await http.RefreshAsync(one));
        Assert.NotNull(await http.RefreshAsync(other));
        Assert.NotNull(await http.RefreshAsync(user.SignedIn));
    }

    [Fact]
    public async Task No_cache_keeps_an_answer_with_tokens()
    {
        using var http = server.Anonymous();
        var account = new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password };

        using var registered = await http.PostAsync("/auth/register", account);
        using var loggedIn = await http.PostAsync("/auth/login", account);
        using var refreshed = await http.PostAsync("/auth/token/refresh", new { refresh_token = (await loggedIn.JsonAsync()).Text("refresh_token") });

        foreach (var answer in new[] { registered, loggedIn, refreshed })
        {
            Assert.True(answer.IsSuccessStatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        }
    }

    /// <summary>The answer's body, without the trace id that every answer has for itself.</summary>
    private static async Task<string> RefusalAsync(HttpClient http, string email, string password)
    {
        using var response = await http.PostAsync("/auth/login", new { email, password });
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        var body = await response.JsonAsync();
        return JsonSerializer.Serialize(body.EnumerateObject().Where(property => property.Name != "trace_id").ToDictionary(p => p.Name, p => p.Value.ToString()));
    }
}

public sealed class LoginOnSqlite(SqliteServer server) : LoginTests(server);

public sealed class LoginOnLiteDb(LiteDbServer server) : LoginTests(server);

public sealed class LoginOnPostgres(PostgresServer server) : LoginTests(server);

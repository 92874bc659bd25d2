using System.Net;

namespace SamosaChaat.Tests.Features.Auth.Register;

public abstract class RegisterTests(Server server)
{
    [Fact]
    public async Task Whoever_registers_is_signed_in()
    {
        using var http = server.Anonymous();
        var email = NewEmail();

        using var response = await http.PostAsync("/auth/register", new { email, password = TestUser.Password, name = "Asha" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/auth/me", response.Headers.Location?.OriginalString);
        var signedIn = await response.JsonAsync();
        Assert.Equal("Bearer", signedIn.Text("token_type"));
        Assert.Equal(15 * 60, signedIn.GetProperty("expires_in").GetInt32());
        var user = signedIn.GetProperty("user");
        Assert.Equal(email, user.Text("email"));
        Assert.Equal("Asha", user.Text("name"));
        using var me = await http.FetchAsync("/auth/me", Bearer.Header(signedIn));
        Assert.Equal(user.GetRawText(), (await me.JsonAsync()).GetRawText());
    }

    [Theory]
    [InlineData("\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f")]
    [InlineData("password of mine")]
    [InlineData("\u0a38\u0a2e\u0a4b\u0a38\u0a47 \u0a16\u0a3e\u0a13")]
    public async Task A_password_may_have_any_characters(string password)
    {
        using var http = server.Anonymous();
        var email = NewEmail();

        using var registered = await http.PostAsync("/auth/register", new { email, password });
        using var login = await http.PostAsync("/auth/login", new { email, password });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (registered.StatusCode, login.StatusCode));
    }

    [Fact]
    public async Task A_password_has_at_most_256_characters_as_people_count_them()
    {
        using var http = server.Anonymous();
        var longest = string.Concat(Enumerable.Repeat("\ud83e\udd5f", 256));

        using var accepted = await http.PostAsync("/auth/register", new { email = NewEmail(), password = longest });
        using var refused = await http.PostAsync("/auth/register", new { email = NewEmail(), password = longest + "!" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (accepted.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task An_email_is_trimmed_and_in_small_letters()
    {
        using var http = server.Anonymous();
        var email = NewEmail();

        using var response = await http.PostAsync("/auth/register", new { email = $"  {email.ToUpperInvariant()} ", password = TestUser.Password });

        Assert.Equal(email, (await response.JsonAsync()).GetProperty("user").Text("email"));
    }

    [Fact]
    public async Task The_same_email_in_other_letters_is_taken()
    {
        using var http = server.Anonymous();
        var email = NewEmail();
        using var first = await http.PostAsync("/auth/register", new { email, password = TestUser.Password });
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);

        foreach (var variant in new[] { email, email.ToUpperInvariant(), $" {email}  ", $"\u00a0{char.ToUpperInvariant(email[0])}{email[1..]}" })
        {
            using var again = await http.PostAsync("/auth/register", new { email = variant, password = "another password" });
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        }

        using var login = await http.PostAsync("/auth/login", new { email, password = TestUser.Password });
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task Of_many_who_register_one_email_at_once_one_succeeds()
    {
        using var http = server.Anonymous();
        var email = NewEmail();
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            using var response = await http.PostAsync("/auth/register", new { email, password = $"password of No. {i}" });
            return (response.StatusCode, Password: $"password of No. {i}");
        }));

        var winner = Assert.Single(attempts, attempt => attempt.StatusCode == HttpStatusCode.Created);
        Assert.Equal(19, attempts.Count(attempt => attempt.StatusCode == HttpStatusCode.Conflict));
        foreach (var (_, password) in attempts)
        {
            using var login = await http.PostAsync("/auth/login", new { email, password });
            Assert.Equal(password == winner.Password ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, login.StatusCode);
        }
    }

    [Fact]
    public async Task Where_registration_is_closed_nobody_registers()
    {
        await using var closed = new OwnServer(server.Engine, ("Auth:Registration", "closed"));
        using var http = closed.Anonymous();
        var account = new { email = NewEmail(), password = TestUser.Password };

        using var register = await http.PostAsync("/auth/register", account);
        using var login = await http.PostAsync("/auth/login", account);

        Assert.Equal(HttpStatusCode.Forbidden, register.StatusCode);
        Assert.Equal("application/problem+json", register.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
    }

    private static string NewEmail() => $"asha-{Guid.NewGuid():N}@example.com";
}

public sealed class RegisterOnSqlite(SqliteServer server) : RegisterTests(server);

public sealed class RegisterOnLiteDb(LiteDbServer server) : RegisterTests(server);

public sealed class RegisterOnPostgres(PostgresServer server) : RegisterTests(server);

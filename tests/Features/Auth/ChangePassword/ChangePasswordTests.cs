using System.Net;

namespace SamosaChaat.Tests.Features.Auth.ChangePassword;

public abstract class ChangePasswordTests(Server server)
{
    private const string Next = "another long and secret one";

    [Fact]
    public async Task Other_sessions_end_and_the_old_password_opens_nothing()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var other = await http.LoginAsync(user.Email);
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(other));

        using var changed = await ChangeAsync(user, TestUser.Password, Next);

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(other));
        Assert.Null(await http.RefreshAsync(other));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(user.SignedIn));
        Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        using var old = await http.PostAsync("/auth/login", new { email = user.Email, password = TestUser.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task A_wrong_current_password_changes_nothing()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var other = await http.LoginAsync(user.Email);

        using var refused = await ChangeAsync(user, "not the password", Next);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(other));
        await http.LoginAsync(user.Email);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1")]
    [InlineData("         ")]
    [InlineData("{email}")]
    public async Task A_password_that_registration_refuses_is_refused(string next)
    {
        using var user = await server.NewUserAsync();

        using var refused = await ChangeAsync(user, TestUser.Password, next.Replace("{email}", user.Email, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True((await refused.JsonAsync()).GetProperty("errors").TryGetProperty("new_password", out _));
        using var http = server.Anonymous();
        await http.LoginAsync(user.Email);
    }

    private static Task<HttpResponseMessage> ChangeAsync(TestUser user, string current, string next) =>
        user.Http.PostAsync("/auth/password", new { current_password = current, new_password = next });
}

public sealed class ChangePasswordOnSqlite(SqliteServer server) : ChangePasswordTests(server);

public sealed class ChangePasswordOnLiteDb(LiteDbServer server) : ChangePasswordTests(server);

public sealed class ChangePasswordOnPostgres(PostgresServer server) : ChangePasswordTests(server);

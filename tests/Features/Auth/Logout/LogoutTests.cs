using System.Net;

namespace SamosaChaat.Tests.Features.Auth.Logout;

public abstract class LogoutTests(Server server)
{
    [Fact]
    public async Task The_session_ends_at_once_and_the_users_others_go_on()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var other = await http.LoginAsync(user.Email);
        // Both are in the cache of good tokens now.
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(other));

        using var logout = await user.Http.PostAsync("/auth/logout", body: null);

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(user.SignedIn));
        Assert.Null(await http.RefreshAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(other));
        Assert.NotNull(await http.RefreshAsync(other));
    }

    [Fact]
    public async Task All_access_tokens_of_the_session_end_not_only_the_last()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var refreshed = Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(refreshed));

        using var logout = await user.Http.PostAsync("/auth/logout", body: null);

        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(refreshed));
    }

    [Fact]
    public async Task One_can_log_in_again()
    {
        using var user = await server.NewUserAsync();
        using var logout = await user.Http.PostAsync("/auth/logout", body: null);
        using var http = server.Anonymous();

        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(await http.LoginAsync(user.Email)));
    }
}

public sealed class LogoutOnSqlite(SqliteServer server) : LogoutTests(server);

public sealed class LogoutOnLiteDb(LiteDbServer server) : LogoutTests(server);

public sealed class LogoutOnPostgres(PostgresServer server) : LogoutTests(server);

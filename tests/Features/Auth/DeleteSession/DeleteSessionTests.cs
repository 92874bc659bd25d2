using System.Net;

namespace SamosaChaat.Tests.Features.Auth.DeleteSession;

public abstract class DeleteSessionTests(Server server)
{
    [Fact]
    public async Task Its_tokens_end_at_once_and_the_request_s_own_session_goes_on()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var other = await http.LoginAsync(user.Email);
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(other));
        var id = (await user.GetAsync("/auth/sessions")).EnumerateArray().Single(session => !session.GetProperty("current").GetBoolean()).Id();

        using var first = await user.Http.RemoveAsync($"/auth/sessions/{id}");
        using var second = await user.Http.RemoveAsync($"/auth/sessions/{id}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (first.StatusCode, second.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(other));
        Assert.Null(await http.RefreshAsync(other));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(user.SignedIn));
    }

    [Fact]
    public async Task Another_users_is_not_found_and_goes_on()
    {
        using var user = await server.NewUserAsync();
        using var stranger = await server.NewUserAsync();
        var id = (await user.GetAsync("/auth/sessions"))[0].Id();

        using var answer = await stranger.Http.RemoveAsync($"/auth/sessions/{id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var http = server.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(user.SignedIn));
        Assert.NotNull(await http.RefreshAsync(user.SignedIn));
    }
}

public sealed class DeleteSessionOnSqlite(SqliteServer server) : DeleteSessionTests(server);

public sealed class DeleteSessionOnLiteDb(LiteDbServer server) : DeleteSessionTests(server);

public sealed class DeleteSessionOnPostgres(PostgresServer server) : DeleteSessionTests(server);

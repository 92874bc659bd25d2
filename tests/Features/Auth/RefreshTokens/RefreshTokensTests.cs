using System.Net;

namespace SamosaChaat.Tests.Features.Auth.RefreshTokens;

public abstract class RefreshTokensTests(Server server)
{
    [Fact]
    public async Task New_tokens_work_and_the_next_refresh_too()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        var newest = user.SignedIn;
        for (var i = 0; i < 3; i++)
        {
            var refreshed = Assert.NotNull(await http.RefreshAsync(newest));
            Assert.NotEqual(newest.Text("access_token"), refreshed.Text("access_token"));
            Assert.NotEqual(newest.Text("refresh_token"), refreshed.Text("refresh_token"));
            Assert.Equal(newest.GetProperty("user").GetRawText(), refreshed.GetProperty("user").GetRawText());
            Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(refreshed));
            newest = refreshed;
        }
    }

    [Fact]
    public async Task An_old_token_that_comes_back_ends_the_session_for_both_who_have_it()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var other = await http.LoginAsync(user.Email);
        var refreshed = Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(refreshed));

        Assert.Null(await http.RefreshAsync(user.SignedIn));

        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(refreshed));
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(user.SignedIn));
        Assert.Null(await http.RefreshAsync(refreshed));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(other));
    }

    [Fact]
    public async Task Of_many_who_use_one_token_at_once_at_most_one_succeeds()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => http.RefreshAsync(user.SignedIn)));

        // The first one wins; the second one shows that the token is known to two, and ends what the first one won.
        var won = Assert.Single(answers, answer => answer is not null)!.Value;
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(won));
        Assert.Null(await http.RefreshAsync(won));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task What_is_no_token_of_ours_is_refused(string token)
    {
        using var http = server.Anonymous();

        using var response = await http.PostAsync("/auth/token/refresh", new { refresh_token = token });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}

public sealed class RefreshTokensOnSqlite(SqliteServer server) : RefreshTokensTests(server);

public sealed class RefreshTokensOnLiteDb(LiteDbServer server) : RefreshTokensTests(server);

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

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
    public async Task A_token_that_comes_back_late_ends_the_session_for_both_who_have_it()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace);
        using var user = await own.NewUserAsync();
        using var http = own.Anonymous();
        var other = await http.LoginAsync(user.Email);
        var refreshed = Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(refreshed));
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await http.RefreshAsync(user.SignedIn));

        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(refreshed));
        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(user.SignedIn));
        Assert.Null(await http.RefreshAsync(refreshed));
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(other));
    }

    [Fact]
    public async Task A_token_that_comes_back_soon_yields_the_same_successor_again()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace);
        using var user = await own.NewUserAsync();
        using var http = own.Anonymous();
        var first = Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        clock.Advance(TimeSpan.FromSeconds(9.9));

        var second = Assert.NotNull(await http.RefreshAsync(user.SignedIn));

        Assert.Equal(first.Text("refresh_token"), second.Text("refresh_token"));
        foreach (var signedIn in new[] { user.SignedIn, first, second }) Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(signedIn));
        // It goes on from there, and the time does not begin anew.
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotNull(await http.RefreshAsync(second));
    }

    [Fact]
    public async Task A_repetition_does_not_begin_the_time_anew()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace);
        using var user = await own.NewUserAsync();
        using var http = own.Anonymous();
        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull(await http.RefreshAsync(user.SignedIn));
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Null(await http.RefreshAsync(user.SignedIn));
    }

    [Fact]
    public async Task A_token_before_the_last_one_ends_the_session_at_once()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var first = Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        var second = Assert.NotNull(await http.RefreshAsync(first));

        Assert.Null(await http.RefreshAsync(user.SignedIn));

        Assert.Equal(HttpStatusCode.Unauthorized, await http.StatusOfAsync(second));
        Assert.Null(await http.RefreshAsync(second));
    }

    [Fact]
    public async Task A_made_up_token_with_the_sessions_id_is_refused_and_ends_nothing()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var session = Assert.NotNull(RefreshToken.Parse(user.RefreshToken)).SessionId;

        for (var i = 0; i < 2; i++)
        {
            using var refused = await http.PostAsync("/auth/token/refresh", new { refresh_token = RefreshToken.New(session).Text });
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(user.SignedIn));
            // Before the first refresh, and after it.
            Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        }
    }

    [Fact]
    public async Task A_repetition_after_a_change_of_keys_yields_the_same_successor()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace);
        using var user = await own.NewUserAsync();
        using var http = own.Anonymous();
        var first = Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        var keys = own.Services.GetRequiredService<SigningKeys>();
        KeyFile.Rotate(own.Services.GetRequiredService<DataFolder>()).Dispose();
        // A server reads its keys once a second at most.
        while (keys.All.Count == 1) await keys.LearnAsync();

        var second = Assert.NotNull(await http.RefreshAsync(user.SignedIn));

        Assert.Equal(first.Text("refresh_token"), second.Text("refresh_token"));
        Assert.NotNull(await http.RefreshAsync(second));
    }

    [Fact]
    public async Task Many_who_use_one_token_at_once_get_the_same_successor()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => http.RefreshAsync(user.SignedIn)));

        Assert.Each(answers, answer => Assert.NotNull(answer));
        Assert.Single(answers.Select(answer => answer!.Value.Text("refresh_token")).Distinct());
        Assert.Equal(HttpStatusCode.OK, await http.StatusOfAsync(answers[^1]!.Value));
        Assert.NotNull(await http.RefreshAsync(answers[0]!.Value));
    }

    [Fact]
    public void The_successor_is_the_same_after_a_restart_and_another_on_another_server()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        try
        {
            var token = RefreshToken.New(Guid.NewGuid());
            var (first, again) = (NextWithKeyIn(folder), NextWithKeyIn(folder));
            var elsewhere = NextWithKeyIn(Path.Combine(folder, "samosachaat.elsewhere"));

            Assert.Equal(first, again);
            Assert.NotEqual(first, elsewhere);
            Assert.Equal(token.SessionId, RefreshToken.Parse(first)?.SessionId);

            string NextWithKeyIn(string path)
            {
                using var data = new DataFolder(Options.Create(new StorageOptions { Path = path }));
                using var key = KeyFile.FindOrCreate(data);
                return token.Next(key.RefreshSecret).Text;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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

public sealed class RefreshTokensOnPostgres(PostgresServer server) : RefreshTokensTests(server);

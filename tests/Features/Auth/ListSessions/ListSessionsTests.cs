using System.Net;
using System.Net.Http.Json;

namespace SamosaChaat.Tests.Features.Auth.ListSessions;

public abstract class ListSessionsTests(Server server)
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task The_one_that_was_used_last_comes_first_and_others_sessions_are_not_in_it()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace);
        using var user = await own.NewUserAsync();
        using var stranger = await own.NewUserAsync();
        using var http = own.Anonymous();
        clock.Advance(TimeSpan.FromMinutes(1));
        await http.LoginAsync(user.Email);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("False True", await CurrentAsync(user));

        Assert.NotNull(await http.RefreshAsync(user.SignedIn));

        Assert.Equal("True False", await CurrentAsync(user));
        var used = (await user.GetAsync("/auth/sessions"))[0];
        Assert.Equal(TimeSpan.FromMinutes(2), used.GetProperty("last_seen_at").GetDateTime() - used.GetProperty("created_at").GetDateTime());
    }

    [Fact]
    public async Task One_that_has_expired_is_not_in_it()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace, ("Auth:AccessTokenLifetime", "01:00:00"), ("Auth:RefreshTokenLifetime", "00:10:00"));
        using var user = await own.NewUserAsync();
        using var http = own.Anonymous();
        await http.LoginAsync(user.Email);
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(await http.RefreshAsync(user.SignedIn));
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("True", await CurrentAsync(user));
    }

    [Theory]
    [InlineData(Firefox, "Firefox on Linux")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("<script>alert(1)</script>", null)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData(null, null)]
    public async Task The_device_is_what_the_client_said_at_the_sign_in_in_few_words(string? userAgent, string? device)
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login") { Content = JsonContent.Create(new { email = user.Email, password = TestUser.Password }) };
        if (userAgent is not null) request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        using var login = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);

        Assert.Equal(device, (await user.GetAsync("/auth/sessions")).EnumerateArray().Single(session => !session.GetProperty("current").GetBoolean()).GetProperty("device").GetString());
    }

    private static async Task<string> CurrentAsync(TestUser user) =>
        string.Join(' ', (await user.GetAsync("/auth/sessions")).EnumerateArray().Select(session => session.GetProperty("current").GetBoolean()));
}

public sealed class ListSessionsOnSqlite(SqliteServer server) : ListSessionsTests(server);

public sealed class ListSessionsOnLiteDb(LiteDbServer server) : ListSessionsTests(server);

public sealed class ListSessionsOnPostgres(PostgresServer server) : ListSessionsTests(server);

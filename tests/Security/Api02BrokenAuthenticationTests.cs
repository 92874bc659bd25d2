using System.Net;

namespace SamosaChaat.Tests.Security;

/// <summary>API2:2023. Only what this server issued, unchanged and not ended, is a credential, and guessing does not pay.</summary>
public abstract class Api02BrokenAuthenticationTests(Server server)
{
    [Fact]
    public async Task A_token_with_the_claims_of_another_user_and_a_signature_of_ones_own_is_401()
    {
        using var user = await server.NewUserAsync();
        var victim = await server.ResidentAsync();
        using var nobody = server.Anonymous();
        var (own, theirs) = (user.AccessToken.Split('.'), victim.Owner.AccessToken.Split('.'));

        using var answer = await nobody.FetchAsync("/auth/me", Bearer.Header($"{own[0]}.{theirs[1]}.{own[2]}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Every_credential_of_a_session_ends_with_it()
    {
        using var user = await server.NewUserAsync();
        using var nobody = server.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await nobody.StatusOfAsync(user.SignedIn));

        using var logout = await user.Http.RequestAsync(HttpMethod.Post, "/auth/logout");

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await nobody.StatusOfAsync(user.SignedIn));
        Assert.Null(await nobody.RefreshAsync(user.SignedIn));
    }

    [Fact]
    public async Task Who_guesses_passwords_is_refused_and_the_owner_signs_in_all_the_same()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(
            server.Engine, clock.PutInPlace, ("Limits:FailedLogins", "2"), ("Http:TrustedProxies:0", "127.0.0.0/8"), ("Http:TrustedProxies:1", "::1"));
        using var owner = await own.NewUserAsync();
        using var http = own.Anonymous();
        await LoginAsync(http, owner.Email, TestUser.Password, "203.0.113.1");

        var guesses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++) guesses.Add(await LoginAsync(http, $"{i}@example.com", "a guess of mine", "203.0.113.2"));

        Assert.Equal(HttpStatusCode.Unauthorized, guesses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, guesses[^1]);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(http, owner.Email, TestUser.Password, "203.0.113.1"));
    }

    private static async Task<HttpStatusCode> LoginAsync(HttpClient http, string email, string password, string source)
    {
        using var answer = await http.RequestAsync(HttpMethod.Post, "/auth/login", new { email, password }, ("X-Forwarded-For", source));
        return answer.StatusCode;
    }
}

public sealed class Api02OnSqlite(SqliteServer server) : Api02BrokenAuthenticationTests(server);

public sealed class Api02OnLiteDb(LiteDbServer server) : Api02BrokenAuthenticationTests(server);

public sealed class Api02OnPostgres(PostgresServer server) : Api02BrokenAuthenticationTests(server);

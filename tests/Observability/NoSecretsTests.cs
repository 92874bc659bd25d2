using System.Net;

namespace SamosaChaat.Tests.Observability;

public abstract class NoSecretsTests(Server server)
{
    [Fact]
    public async Task A_day_in_the_life_leaves_no_token_no_password_and_no_text_in_the_log()
    {
        // All that the program says itself, whatever the level.
        await using var own = new OwnServer(server.Engine, ("Logging:LogLevel:SamosaChaat", "Trace"));
        var entries = RequestEntries.Of(own);
        using var user = await own.NewUserAsync();
        using var http = own.Anonymous();
        const string question = "Where did I hide the tamarind chutney?";
        const string wrongPassword = "wrong but near the right one";

        var login = await http.LoginAsync(user.Email);
        var refreshed = Assert.NotNull(await http.RefreshAsync(login));
        var again = Assert.NotNull(await http.RefreshAsync(login));
        Assert.NotNull(await http.RefreshAsync(again));
        Assert.Null(await http.RefreshAsync(login));
        using var refused = await http.PostAsync("/auth/login", new { email = user.Email, password = wrongPassword });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var foreign = await http.FetchAsync("/auth/me", Bearer.Header("eyJub3QiOiJvdXJzIn0.e30.AAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
        var conversation = (await user.CreateConversationAsync()).Id();
        var answer = await user.SendAndWaitAsync(conversation, question);
        await foreach (var _ in user.SendAsync(conversation, question + " Again?"))
        {
        }

        using var last = await user.Http.PostAsync("/auth/logout", body: null);
        await entries.OfAsync(last);

        var log = string.Join('\n', own.Log.Entries.Select(entry => $"{entry.Message} {string.Join(' ', entry.Properties.Values)} {entry.Exception}"));
        // It is the log of this: else it could not hold a secret anyway.
        Assert.Contains("/auth/token/refresh", log, StringComparison.Ordinal);
        Assert.Contains(conversation.ToString(), log, StringComparison.Ordinal);
        string[] secrets =
        [
            TestUser.Password, wrongPassword, "tamarind chutney?", answer.Text("content")[..20], "eyJub3QiOiJvdXJzIn0",
            .. new[] { user.SignedIn, login, refreshed }.SelectMany(signedIn => new[] { signedIn.Text("access_token"), signedIn.Text("refresh_token") }),
        ];
        Assert.Each(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }
}

public sealed class NoSecretsOnSqlite(SqliteServer server) : NoSecretsTests(server);

public sealed class NoSecretsOnLiteDb(LiteDbServer server) : NoSecretsTests(server);

public sealed class NoSecretsOnPostgres(PostgresServer server) : NoSecretsTests(server);

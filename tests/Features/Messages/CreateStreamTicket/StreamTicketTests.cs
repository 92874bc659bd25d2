using System.Net;

namespace SamosaChaat.Tests.Features.Messages.CreateStreamTicket;

public abstract class StreamTicketTests(Server server)
{
    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task A_ticket_reads_its_turn_from_any_event_on_without_a_token(string prefix)
    {
        using var user = await server.NewUserAsync();
        var turn = await UserData.OfAsync(user);
        var path = prefix + Stream(turn);
        var ticket = await TicketAsync(user, path);
        using var nobody = server.Anonymous();

        using var whole = await nobody.FetchAsync($"{path}?ticket={ticket}");
        using var rest = await nobody.FetchAsync($"{path}?ticket={ticket}&last_event_id=0");
        using var resumed = await nobody.FetchAsync($"{path}?ticket={ticket}&last_event_id=0", ("Last-Event-ID", "1"));

        Assert.Equal(await user.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken), await TextAsync(whole));
        Assert.Equal(1, Events.Of(await TextAsync(rest))[0].Id);
        Assert.Equal(2, Events.Of(await TextAsync(resumed))[0].Id);
    }

    [Fact]
    public async Task A_ticket_is_good_for_60_seconds()
    {
        var clock = new StandingClock();
        await using var own = new OwnServer(server.Engine, clock.PutInPlace);
        using var user = await own.NewUserAsync();
        var turn = await UserData.OfAsync(user);
        var ticket = await TicketAsync(user, Stream(turn));
        using var nobody = own.Anonymous();

        // Tokens know whole seconds.
        clock.Advance(TimeSpan.FromSeconds(58));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(nobody, HttpMethod.Get, Stream(turn), ticket));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, HttpMethod.Get, Stream(turn), ticket));
    }

    [Fact]
    public async Task A_ticket_is_for_one_turn_and_for_reading_only()
    {
        using var user = await server.NewUserAsync();
        var (turn, other) = (await UserData.OfAsync(user), await UserData.OfAsync(user));
        var ticket = await TicketAsync(user, Stream(turn));
        using var nobody = server.Anonymous();
        (HttpMethod Method, string Path)[] refused =
        [
            (HttpMethod.Get, Stream(other)),
            (HttpMethod.Get, $"/conversations/{other.ConversationId}/messages/{turn.MessageId}/stream"),
            (HttpMethod.Get, $"/conversations/{turn.ConversationId}/messages/{other.MessageId}/stream"),
            (HttpMethod.Get, $"/conversations/{turn.ConversationId}/messages/{turn.MessageId}/context"),
            (HttpMethod.Get, $"/conversations/{turn.ConversationId}/messages"),
            (HttpMethod.Get, $"/conversations/{turn.ConversationId}"),
            (HttpMethod.Get, "/auth/me"),
            (HttpMethod.Delete, Stream(turn)),
            (HttpMethod.Post, $"{Stream(turn)}/ticket"),
        ];

        foreach (var (method, path) in refused) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, method, path, ticket));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(nobody, HttpMethod.Get, Stream(turn), ticket));
    }

    [Fact]
    public async Task A_ticket_is_no_access_token_and_an_access_token_is_no_ticket()
    {
        using var user = await server.NewUserAsync();
        var turn = await UserData.OfAsync(user);
        var ticket = await TicketAsync(user, Stream(turn));
        using var nobody = server.Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, HttpMethod.Get, Stream(turn), user.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, HttpMethod.Get, Stream(turn), user.RefreshToken));
        foreach (var path in new[] { "/auth/me", Stream(turn) })
        {
            using var answer = await nobody.FetchAsync(path, Bearer.Header(ticket));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_ticket_that_was_changed_or_comes_from_elsewhere_is_refused_even_beside_a_good_token()
    {
        using var user = await server.NewUserAsync();
        var turn = await UserData.OfAsync(user);
        var ticket = await TicketAsync(user, Stream(turn));
        var parts = ticket.Split('.');
        await using var another = new OwnServer(server.Engine);
        using var stranger = await another.NewUserAsync();
        string[] bad =
        [
            "", "x", "..", "null", $"{ticket}x", ticket[..^4], $"{parts[0]}.{parts[1]}.", $"{parts[0]}..{parts[2]}", new string('a', 6000),
            $"{ticket}&ticket={ticket}", await TicketAsync(stranger, Stream(await UserData.OfAsync(stranger))),
        ];

        foreach (var text in bad) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(user.Http, HttpMethod.Get, Stream(turn), text));
    }

    [Fact]
    public async Task A_ticket_ends_with_its_session()
    {
        using var user = await server.NewUserAsync();
        var turn = await UserData.OfAsync(user);
        var ticket = await TicketAsync(user, Stream(turn));
        using var nobody = server.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(nobody, HttpMethod.Get, Stream(turn), ticket));

        using var logout = await user.Http.PostAsync("/auth/logout", body: null);

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, HttpMethod.Get, Stream(turn), ticket));
    }

    private static string Stream(UserData turn) => $"/conversations/{turn.ConversationId}/messages/{turn.MessageId}/stream";

    private static async Task<string> TicketAsync(TestUser user, string path)
    {
        using var created = await user.Http.PostAsync($"{path}/ticket", body: null);
        Assert.Equal(HttpStatusCode.OK, created.StatusCode);
        return (await created.JsonAsync()).Text("ticket");
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, HttpMethod method, string path, string ticket)
    {
        using var answer = await http.RequestAsync(method, $"{path}?ticket={ticket}");
        if (!answer.IsSuccessStatusCode) Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return answer.StatusCode;
    }
}

public sealed class StreamTicketsOnSqlite(SqliteServer server) : StreamTicketTests(server);

public sealed class StreamTicketsOnLiteDb(LiteDbServer server) : StreamTicketTests(server);

public sealed class StreamTicketsOnPostgres(PostgresServer server) : StreamTicketTests(server);

using System.Net;

namespace SamosaChaat.Tests.Limits;

public abstract class RequestRatesTests(string engine)
{
    [Fact]
    public async Task One_write_too_many_is_429_with_the_rate_and_works_after_the_time_that_it_names()
    {
        var clock = new StandingClock();
        await using var server = new OwnServer(engine, clock.PutInPlace, ("Limits:WritesPerMinute", "3"));
        using var user = await server.NewUserAsync();
        using var other = await server.NewUserAsync();
        for (var i = 0; i < 3; i++) await user.CreateConversationAsync();

        using var refused = await CreateAsync(user);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(20), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("\"writes\";q=3;w=60", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
        Assert.Equal("\"writes\";r=0;t=20", Assert.Single(refused.Headers.GetValues("RateLimit")));
        Assert.Equal(3, (await user.GetAsync("/conversations")).GetArrayLength());
        await other.CreateConversationAsync();
        clock.Advance(TimeSpan.FromSeconds(20));
        await user.CreateConversationAsync();
    }

    [Fact]
    public async Task Turned_off_there_are_no_rates()
    {
        await using var server = new OwnServer(engine, ("Limits:WritesPerMinute", "1"), ("Limits:SignInsPerMinute", "1"), ("Limits:Enabled", "false"));
        using var user = await server.NewUserAsync();
        using var other = await server.NewUserAsync();

        for (var i = 0; i < 3; i++) await user.CreateConversationAsync();
    }

    [Fact]
    public async Task Health_has_no_rate()
    {
        await using var server = new OwnServer(engine, ("Limits:ReadsPerMinute", "1"));
        using var http = server.Anonymous();

        for (var i = 0; i < 3; i++)
        {
            using var health = await http.FetchAsync("/health");
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }
    }

    [Theory]
    [InlineData("Limits:RegistrationsPerHour", "203.0.113.1", HttpStatusCode.TooManyRequests)]
    [InlineData("Limits:RegistrationsPerHour", "203.0.113.2", HttpStatusCode.Created)]
    [InlineData("Limits:AllRegistrationsPerHour", "203.0.113.2", HttpStatusCode.TooManyRequests)]
    public async Task Registrations_count_for_their_address_and_in_total(string setting, string second, HttpStatusCode expected)
    {
        await using var server = new OwnServer(engine, (setting, "1"), ("Http:TrustedProxies:0", "127.0.0.0/8"), ("Http:TrustedProxies:1", "::1"));
        using var http = server.Anonymous();

        Assert.Equal(HttpStatusCode.Created, await RegisterFromAsync(http, "203.0.113.1"));
        Assert.Equal(expected, await RegisterFromAsync(http, second));
    }

    [Fact]
    public async Task One_reader_too_many_is_429_until_another_one_has_left()
    {
        await using var model = new NanochatServer();
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await reply.HangAsync();
        };
        await using var chat = await Chat.StartAsync(engine, model, ("Limits:ReadersPerUser", "2"));
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        var second = await chat.ReadAsync(id);

        using (var refused = await chat.ReadAsync(id))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        using (var stopped = await chat.User.Http.DeleteAsync(chat.StreamOf(id), chat.Ct)) Assert.True(stopped.IsSuccessStatusCode);
        await first.Content.ReadAsStringAsync(chat.Ct);
        await second.Content.ReadAsStringAsync(chat.Ct);
        second.Dispose();
        using var again = await chat.ReadAsync(id);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.1", true)]
    [InlineData("203.0.113.1", "203.0.113.2", false)]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public async Task Sign_ins_count_for_the_address_or_the_network_that_a_trusted_proxy_names(string first, string second, bool isSame)
    {
        await using var server = new OwnServer(
            engine, ("Limits:SignInsPerMinute", "1"), ("Http:TrustedProxies:0", "127.0.0.0/8"), ("Http:TrustedProxies:1", "::1"));
        using var http = server.Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, await LoginFromAsync(http, first));
        Assert.Equal(isSame ? HttpStatusCode.TooManyRequests : HttpStatusCode.Unauthorized, await LoginFromAsync(http, second));
    }

    [Fact]
    public async Task A_header_of_a_stranger_is_no_address()
    {
        await using var server = new OwnServer(engine, ("Limits:SignInsPerMinute", "1"));
        using var http = server.Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, await LoginFromAsync(http, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LoginFromAsync(http, "203.0.113.2"));
    }

    [Fact]
    public async Task A_turn_counts_once_however_often_it_is_repeated_and_read()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Limits:TurnsPerMinute", "1"));
        var body = new { message = new { id = Guid.NewGuid(), content = "Hello?" } };

        for (var i = 0; i < 3; i++)
        {
            using var answer = await chat.PostAsync(body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var read = await chat.ReadAsync(body.message.id);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            await read.Content.ReadAsStringAsync(chat.Ct);
        }

        using var refused = await chat.PostAsync("And?");
        using var again = await chat.User.Http.PostAsync($"/conversations/{chat.Id}/regenerate", new { });
        Assert.Each(new[] { refused, again }, answer =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Equal("\"turns\";q=1;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
        });
        Assert.Equal(2, (await chat.MessagesAsync()).Length);
    }

    private static Task<HttpResponseMessage> CreateAsync(TestUser user) =>
        user.Http.PostAsync("/conversations", new { title = "One more", model_tag = "demo" });

    private static async Task<HttpStatusCode> RegisterFromAsync(HttpClient http, string address)
    {
        var account = new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password };
        using var answer = await http.RequestAsync(HttpMethod.Post, "/auth/register", account, ("X-Forwarded-For", address));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> LoginFromAsync(HttpClient http, string address)
    {
        using var answer = await http.RequestAsync(
            HttpMethod.Post, "/auth/login", new { email = "nobody@example.com", password = TestUser.Password }, ("X-Forwarded-For", address));
        return answer.StatusCode;
    }
}

public sealed class RequestRatesOnSqlite() : RequestRatesTests("sqlite");

public sealed class RequestRatesOnLiteDb() : RequestRatesTests("litedb");

public sealed class RequestRatesOnPostgres() : RequestRatesTests("postgres");

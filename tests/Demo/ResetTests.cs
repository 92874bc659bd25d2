using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace SamosaChaat.Tests.Demo;

/// <summary>A demo that everybody uses is put back now and then, while it runs.</summary>
public abstract class ResetTests(string engine)
{
    private const int WasReset = 3001;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_as_it_was_and_who_reads_is_told_that_the_turn_was_interrupted()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        // A token in a hundred seconds: no turn ends by itself here.
        await using var server = new DemoServer(engine, services => services.AddSingleton<TimeProvider>(clock), ("Demo:ResetEvery", "00:00:30"), ("Demo:TokensPerSecond", "0.01"));
        var before = await server.ReadAllAsync();
        var link = server.Data.Link.Text;
        var log = LogWatch.On(server);
        using var visitor = await server.NewUserAsync();
        var (conversation, turn) = ((await visitor.CreateConversationAsync()).Id(), Guid.NewGuid());
        var sending = visitor.Http.PostAsJsonAsync($"/conversations/{conversation}/messages", new { message = new { id = turn, content = "Are you still there?" } }, Ct);
        await log.SeeAsync(2001, Ct);
        using var watching = await visitor.Http.GetAsync(new Uri($"/conversations/{conversation}/messages/{turn}/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var stream = await watching.Content.ReadAsStreamAsync(Ct);

        clock.Advance(Every);
        await log.SeeAsync(WasReset, Ct);

        var last = "";
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Ct)) last = item.Data;
        Assert.Equal("interrupted", JsonElement.Parse(last).Text("finish_reason"));
        (await sending).Dispose();
        using var me = await visitor.Http.GetAsync(new Uri("/auth/me", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        Assert.Equal(before, await server.ReadAllAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(server, link));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(server, server.Data.Link.Text));
    }

    [Fact]
    public async Task What_is_put_back_can_be_used_and_put_back_again()
    {
        await using var server = new DemoServer(engine);
        var before = await server.ReadAllAsync();
        using (var user = await server.SignInAsync())
        {
            var newest = (await user.GetAsync("/conversations?limit=2")).EnumerateArray().ToArray();
            await user.SendAndWaitAsync(newest[0].Id(), "One more?");
            using var deleted = await user.Http.DeleteAsync(new Uri($"/conversations/{newest[1].Id()}", UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        var changed = await server.ReadAllAsync();
        await server.Data.ResetAsync(Ct);

        Assert.NotEqual(before, changed);
        Assert.Equal(before, await server.ReadAllAsync());
    }

    [Fact]
    public async Task The_printed_link_logs_in_once()
    {
        var clock = new StandingClock();
        await using var server = new DemoServer(engine, clock.PutInPlace);

        Assert.Equal(HttpStatusCode.OK, await UseAsync(server, server.Data.Link.Text));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(server, server.Data.Link.Text));
    }

    private static async Task<HttpStatusCode> UseAsync(DemoServer server, string link)
    {
        using var http = server.Anonymous();
        using var response = await http.PostAsJsonAsync("/auth/token/refresh", new { refresh_token = link }, Ct);
        if (response.StatusCode == HttpStatusCode.OK) Assert.Equal("demo@example.com", (await response.JsonAsync()).GetProperty("user").Text("email"));
        return response.StatusCode;
    }
}

public sealed class ResetOnSqlite() : ResetTests("sqlite");

public sealed class ResetOnLiteDb() : ResetTests("litedb");

public sealed class ResetOnPostgres() : ResetTests("postgres");

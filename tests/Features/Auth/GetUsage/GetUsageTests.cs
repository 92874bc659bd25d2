using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Features.Auth.GetUsage;

public abstract class GetUsageTests(string engine)
{
    [Fact]
    public async Task A_used_up_quota_of_turns_is_429_until_the_next_day_whatever_is_deleted()
    {
        var clock = new StandingClock();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, clock.PutInPlace, ("Limits:TurnsPerDay", "1"));
        var repeated = new { message = new { id = Guid.NewGuid(), content = "Hello?" }, stream = false };
        using var first = await chat.PostAsync(repeated);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        using var again = await chat.PostAsync(repeated);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await RefusedAsync(chat, await chat.PostAsync("And?"));
        await RefusedAsync(chat, await chat.User.Http.PostAsync($"/conversations/{chat.Id}/regenerate", new { }));
        using var deleted = await chat.User.Http.RemoveAsync($"/conversations/{chat.Id}");
        var other = (await chat.User.CreateConversationAsync("Another one", Chat.ModelTag)).Id();
        await RefusedAsync(chat, await chat.User.Http.PostAsync($"/conversations/{other}/messages", new { message = new { content = "And?" } }));

        clock.SetUtcNow(new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero));
        using var renewed = await TestUser.SignInAsync(chat.Server.Anonymous(), chat.User.Email, TestUser.Password);
        using var next = await renewed.Http.PostAsync($"/conversations/{other}/messages", new { message = new { content = "And?" }, stream = false });
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Prompts_and_answers_count_and_a_used_up_quota_of_tokens_is_429()
    {
        await using var model = new NanochatServer
        {
            Script = async reply =>
            {
                await reply.TokenAsync("one ");
                await reply.TokenAsync("two");
                await reply.EndAsync();
            },
        };
        await using var chat = await Chat.StartAsync(engine, model, ("Limits:TokensPerDay", "3"));

        var answer = await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
        var usage = await chat.User.GetAsync("/auth/me/usage");
        using var refused = await chat.PostAsync("And?");

        Assert.Equal(2, answer.GetProperty("token_count").GetInt32());
        Assert.Equal((1, 3), (usage.GetProperty("turns").GetInt64(), usage.GetProperty("tokens_per_day").GetInt64()));
        // The prompt has at least the question.
        Assert.InRange(usage.GetProperty("tokens").GetInt64(), 3, 50);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("\"tokens-per-day\";q=3;w=86400", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
    }

    [Fact]
    public async Task A_running_turn_reserves_its_tokens_and_its_deletion_gives_back_the_rest_only()
    {
        await using var model = new NanochatServer
        {
            Script = async reply =>
            {
                await reply.TokenAsync("one");
                await reply.HangAsync();
            },
        };
        await using var chat = await Chat.StartAsync(engine, model, ("Limits:TokensPerDay", "1000"));
        var other = (await chat.User.CreateConversationAsync("Another one", Chat.ModelTag)).Id();
        using var running = await chat.PostAsync(new { message = new { content = "Hello?" }, max_tokens = 1000 });
        await using var stream = await running.Content.ReadAsStreamAsync(chat.Ct);
        await stream.ReadUntilAsync(text => text.Contains("one", StringComparison.Ordinal), chat.Ct);

        using (var refused = await StartAsync()) Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        using var deleted = await chat.User.Http.RemoveAsync($"/conversations/{chat.Id}");
        Assert.True(deleted.IsSuccessStatusCode);

        using (var started = await StartAsync()) Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        Assert.Equal(2, (await chat.User.GetAsync("/auth/me/usage")).GetProperty("turns").GetInt64());

        async Task<HttpResponseMessage> StartAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{other}/messages")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { message = new { content = "And?" } }),
            };
            return await chat.User.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
        }
    }

    [Fact]
    public async Task A_users_own_quota_takes_precedence()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Limits:TurnsPerDay", "5"));
        var store = chat.Server.Services.GetRequiredService<IStore>();
        Assert.True(await store.WriteAsync(new SetQuota(chat.User.Id, 0, null), chat.Ct));
        Assert.False(await store.WriteAsync(new SetQuota(Guid.NewGuid(), 0, null), chat.Ct));

        using (var refused = await chat.PostAsync("Hello?")) Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(0, (await chat.User.GetAsync("/auth/me/usage")).GetProperty("turns_per_day").GetInt64());

        Assert.True(await store.WriteAsync(new SetQuota(chat.User.Id, null, null), chat.Ct));
        using var started = await chat.PostAsync("Hello?", stream: false);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await chat.User.GetAsync("/auth/me/usage")).GetProperty("tokens_per_day").ValueKind);
    }

    private static async Task RefusedAsync(Chat chat, HttpResponseMessage refused)
    {
        using (refused)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("\"turns-per-day\";q=1;w=86400", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalHours, 0, 24);
            var usage = await chat.User.GetAsync("/auth/me/usage");
            Assert.Contains(usage.Text("resets_at")[..10], (await refused.JsonAsync()).Text("detail"), StringComparison.Ordinal);
            Assert.Equal((1, 1), (usage.GetProperty("turns").GetInt64(), usage.GetProperty("turns_per_day").GetInt64()));
        }
    }
}

public sealed class GetUsageOnSqlite() : GetUsageTests("sqlite");

public sealed class GetUsageOnLiteDb() : GetUsageTests("litedb");

public sealed class GetUsageOnPostgres() : GetUsageTests("postgres");

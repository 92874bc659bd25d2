using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Features.Messages.ResumeTurn;

public abstract class ResumeTests(string engine)
{
    [Fact]
    public async Task An_ended_turn_is_replayed_byte_for_byte_from_the_store()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        var live = await first.Content.ReadAsStringAsync(chat.Ct);

        Assert.Equal(live, await chat.User.Http.GetStringAsync(Stream(chat, id), chat.Ct));
        Assert.Equal(live[live.IndexOf("id: 2", StringComparison.Ordinal)..], await chat.User.Http.GetStringAsync(Stream(chat, id, "?last_event_id=1"), chat.Ct));
        // Whoever has seen more than there is is still told how it ended.
        Assert.Equal(live[live.IndexOf("id: 3", StringComparison.Ordinal)..], await chat.User.Http.GetStringAsync(Stream(chat, id, "?last_event_id=99"), chat.Ct));
        Assert.Equal(live[live.IndexOf("id: 3", StringComparison.Ordinal)..], await chat.User.Http.GetStringAsync(Stream(chat, id, $"?last_event_id={long.MaxValue}"), chat.Ct));
    }

    [Fact]
    public async Task HEAD_of_a_turn_that_runs_does_not_wait_for_its_end()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("endless");
            await reply.HangAsync();
        };
        var id = Guid.NewGuid();
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        using var ask = new HttpRequestMessage(HttpMethod.Head, Stream(chat, id));

        using var head = await chat.User.Http.SendAsync(ask, chat.Ct);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("text/event-stream", head.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await head.Content.ReadAsStringAsync(chat.Ct));
        Assert.False(chat.Turn(id).Ended.IsCompleted);
    }

    [Fact]
    public async Task A_reader_who_comes_in_the_middle_has_it_all_and_the_end()
    {
        var go = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await go.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync(" two");
            await reply.EndAsync();
        };
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        using var request = new HttpRequestMessage(HttpMethod.Get, Stream(chat, id));
        using var second = await chat.User.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);

        go.SetResult();

        Assert.Equal(await first.Content.ReadAsStringAsync(chat.Ct), await second.Content.ReadAsStringAsync(chat.Ct));
    }

    [Fact]
    public async Task A_reader_who_has_seen_everything_so_far_is_answered_at_once()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:KeepAlive", "1.00:00:00"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("so far");
            await reply.HangAsync();
        };
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await using var body = await first.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("so far", StringComparison.Ordinal), chat.Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, Stream(chat, id, "?last_event_id=1"));

        // While the model says nothing.
        using var second = await chat.User.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct).WaitAsync(Patience.Limit, chat.Ct);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.False(chat.Turn(id).Ended.IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_turn_keeps_what_was_written_and_hangs_up_on_the_model()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var gone = new TaskCompletionSource();
        model.Script = async reply =>
        {
            await reply.TokenAsync("half");
            reply.Gone.Register(gone.SetResult);
            await gone.Task;
        };
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await using var body = await first.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("half", StringComparison.Ordinal), chat.Ct);

        using var cancelled = await chat.User.Http.DeleteAsync(Stream(chat, id), chat.Ct);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Equal(["Hello?", "half"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        Assert.Contains("\"finish_reason\":\"cancelled\"", await chat.User.Http.GetStringAsync(Stream(chat, id), chat.Ct), StringComparison.Ordinal);
        await gone.Task.WaitAsync(chat.Ct);
    }

    [Fact]
    public async Task A_hundred_posts_of_one_id_are_one_turn_and_one_call()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var id = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var response = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
            return await response.Content.ReadAsStringAsync(chat.Ct);
        }));

        Assert.Single(answers.Distinct());
        Assert.Single(model.Requests);
        // Nor is anything left of those who had to look for it.
        Assert.Equal(0, chat.Server.Services.GetRequiredService<ActiveTurns>().Awaited);
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task What_failed_is_tried_again_with_the_same_id_and_events_of_new_ids()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var good = model.Script;
        model.Script = async reply => await reply.TokenAsync("par");
        var id = Guid.NewGuid();
        using var failed = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        Assert.Contains("\"finish_reason\":\"error\"", await failed.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
        model.Script = good;

        var again = await chat.User.SendAsync(chat.Id, new { message = new { id, content = "Hello?" } }).ToListAsync(chat.Ct);

        Assert.Equal([0, 10_000_000, 10_000_001, 10_000_002, 10_000_003], again.Select(e => e.Id));
        Assert.True(again[1].Data.GetProperty("restart").GetBoolean());
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task A_regeneration_replaces_the_answer_and_a_failed_one_does_not()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
        model.Script = async reply => await reply.TokenAsync("wor");
        using var failed = await Regenerate(chat, null);
        Assert.Contains("\"finish_reason\":\"error\"", await failed.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));

        model.Script = async reply =>
        {
            await reply.TokenAsync("Better");
            await reply.EndAsync();
        };
        using var better = await Regenerate(chat, JsonContent.Create(new { stream = false }));

        Assert.Equal("Better", (await better.JsonAsync()).Text("content"));
        Assert.Equal(["Hello?", "Better"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task A_turn_in_the_way_is_named_and_can_be_cancelled()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var good = model.Script;
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            await Task.Delay(Timeout.Infinite, reply.Gone);
        };
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "First" } });
        using var refused = await chat.PostAsync("Second");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal($"/conversations/{chat.Id}/messages/{id}/stream", (await refused.JsonAsync()).Text("stream_url"));
        model.Script = good;

        using var second = await chat.PostAsync(new { message = new { content = "Second" }, on_conflict = "cancel", stream = false });

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(["First", "busy", "Second", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task Only_so_many_turns_of_one_user_run_at_once()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxTurnsPerUser", "1"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            await Task.Delay(Timeout.Infinite, reply.Gone);
        };
        using var first = await chat.PostAsync("First");
        var other = await chat.User.CreateConversationAsync("Another", Chat.ModelTag);

        using var refused = await chat.User.Http.PostAsJsonAsync($"/conversations/{other.Id()}/messages", new { message = new { content = "Second" } }, chat.Ct);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Empty(await chat.User.MessagesAsync(other.Id()));
    }

    private static Uri Stream(Chat chat, Guid id, string query = "") => new($"/conversations/{chat.Id}/messages/{id}/stream{query}", UriKind.Relative);

    private static Task<HttpResponseMessage> Regenerate(Chat chat, HttpContent? body) =>
        chat.User.Http.PostAsync(new Uri($"/conversations/{chat.Id}/regenerate", UriKind.Relative), body, chat.Ct);
}

public sealed class ResumeOnSqlite() : ResumeTests("sqlite");

public sealed class ResumeOnLiteDb() : ResumeTests("litedb");

using System.Net;

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

    private static Uri Stream(Chat chat, Guid id, string query = "") => new($"/conversations/{chat.Id}/messages/{id}/stream{query}", UriKind.Relative);
}

public sealed class ResumeOnSqlite() : ResumeTests("sqlite");

public sealed class ResumeOnLiteDb() : ResumeTests("litedb");

public sealed class ResumeOnPostgres() : ResumeTests("postgres");

using System.Net;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Features.Messages.ResumeTurn;

/// <summary>Whoever has all events of an ended turn gets 204, which stops a browser's EventSource.</summary>
public abstract class ReaderAtTheEndTests(string engine)
{
    [Theory]
    [InlineData("stop")]
    [InlineData("cancelled")]
    [InlineData("error")]
    public async Task A_reader_who_has_the_last_event_is_told_to_stop_and_nobody_else_is(string reason)
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var id = Guid.NewGuid();
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            if (reason == "cancelled") await reply.HangAsync();
            if (reason == "stop") await reply.EndAsync();
        };
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await using var body = await post.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("one", StringComparison.Ordinal), chat.Ct);
        if (reason == "cancelled") (await chat.User.Http.DeleteAsync(chat.StreamOf(id), chat.Ct)).EnsureSuccessStatusCode();
        using var whole = await chat.ReadAsync(id);
        var events = Events.Of(await whole.Content.ReadAsStringAsync(chat.Ct));
        Assert.Equal(reason, events[^1].FinishReason);
        var last = events[^1].Id;

        foreach (var path in new[] { chat.StreamOf(id), chat.StreamOf(id, $"?last_event_id={last}") })
        {
            using var answer = await chat.User.Http.FetchAsync(path.ToString(), ("Last-Event-ID", $"{last}"));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            Assert.Null(answer.Content.Headers.ContentType);
            Assert.Empty(await answer.BytesAsync());
        }

        // One before the end, one behind it, and one of another attempt are not at the end.
        foreach (var other in new[] { last - 1, last + 1, last + EventLog.IdsPerAttempt })
        {
            using var answer = await chat.ReadAsync(id, $"?last_event_id={other}");
            Assert.True(Events.Of(await answer.Content.ReadAsStringAsync(chat.Ct))[^1].IsDone);
        }
    }

    [Fact]
    public async Task A_reader_of_a_later_attempt_is_told_by_its_own_last_id()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        var before = Events.Of(await first.Content.ReadAsStringAsync(chat.Ct))[^1].Id;
        using var again = await chat.User.Http.PostAsync($"/conversations/{chat.Id}/regenerate", new { });
        var after = Events.Of(await again.Content.ReadAsStringAsync(chat.Ct))[^1].Id;

        using var old = await chat.ReadAsync(id, $"?last_event_id={before}");
        using var current = await chat.ReadAsync(id, $"?last_event_id={after}");

        Assert.Equal(after, Events.Of(await old.Content.ReadAsStringAsync(chat.Ct))[^1].Id);
        Assert.Equal(HttpStatusCode.NoContent, current.StatusCode);
    }

    [Fact]
    public async Task It_is_so_while_the_end_is_in_memory_only()
    {
        var drive = new FailingStore();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, drive.PutBeforeStore, ("Streaming:CheckpointInterval", "01:00:00"));
        var id = Guid.NewGuid();
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            drive.IsOff = true;
            await reply.EndAsync();
        };
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        var last = Events.Of(await post.Content.ReadAsStringAsync(chat.Ct))[^1];
        Assert.True(last.IsDone);

        using var answer = await chat.ReadAsync(id, $"?last_event_id={last.Id}");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        drive.IsOff = false;
    }
}

public sealed class ReaderAtTheEndOnSqlite() : ReaderAtTheEndTests("sqlite");

public sealed class ReaderAtTheEndOnLiteDb() : ReaderAtTheEndTests("litedb");

public sealed class ReaderAtTheEndOnPostgres() : ReaderAtTheEndTests("postgres");

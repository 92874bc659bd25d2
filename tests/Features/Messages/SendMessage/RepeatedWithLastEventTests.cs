using System.Net;
using System.Net.Http.Json;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>A library that reconnects by itself repeats its POST, with the id of the last event that it has received.</summary>
public abstract class RepeatedWithLastEventTests(string engine)
{
    [Fact]
    public async Task A_turn_that_ended_goes_on_after_the_last_event_that_was_received()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var id = Guid.NewGuid();
        var whole = await TextAsync(await PostAsync(chat, id));
        var last = Events.Of(whole)[^1].Id;

        Assert.Equal(whole[whole.IndexOf("id: 1", StringComparison.Ordinal)..], await TextAsync(await PostAsync(chat, id, "0")));
        Assert.Equal(whole[whole.IndexOf($"id: {last}", StringComparison.Ordinal)..], await TextAsync(await PostAsync(chat, id, $"{last - 1}")));
        using var end = await PostAsync(chat, id, $"{last}");
        Assert.Equal(HttpStatusCode.NoContent, end.StatusCode);
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task A_turn_that_runs_is_joined_after_it()
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
        using var first = await PostAsync(chat, id);
        await using var body = await first.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("one", StringComparison.Ordinal), chat.Ct);

        var again = await PostAsync(chat, id, "1");
        go.SetResult();

        Assert.Equal([2, 3], Events.Of(await TextAsync(again)).Select(item => item.Id));
    }

    [Fact]
    public async Task A_failed_turn_runs_again_and_says_so()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var willing = model.Script;
        model.Script = reply => reply.TokenAsync("half");
        var id = Guid.NewGuid();
        var failed = Events.Of(await TextAsync(await PostAsync(chat, id)));
        Assert.Equal("error", failed[^1].FinishReason);
        model.Script = willing;

        var events = Events.Of(await TextAsync(await PostAsync(chat, id, $"{failed[^1].Id}")));

        Assert.True(events[0].Data.TryGetProperty("restart", out _));
        Assert.Equal("stop", events[^1].FinishReason);
    }

    [Fact]
    public async Task A_new_turn_is_streamed_from_its_beginning()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        var events = Events.Of(await TextAsync(await PostAsync(chat, Guid.NewGuid(), "2")));

        Assert.Equal(0, events[0].Id);
        Assert.NotNull(events[0].Message);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public async Task What_is_no_id_is_refused_and_starts_nothing(string lastEventId)
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        using var answer = await PostAsync(chat, Guid.NewGuid(), lastEventId);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("last_event_id", Assert.Single((await answer.JsonAsync()).GetProperty("errors").EnumerateObject()).Name);
        Assert.Empty(await chat.MessagesAsync());
        Assert.Empty(model.Requests);
    }

    private static async Task<HttpResponseMessage> PostAsync(Chat chat, Guid id, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{chat.Id}/messages")
        {
            Content = JsonContent.Create(new { message = new { id, content = "Hello?" } }),
        };
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await chat.User.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
    }

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        using (response) return await response.Content.ReadAsStringAsync();
    }
}

public sealed class RepeatedWithLastEventOnSqlite() : RepeatedWithLastEventTests("sqlite");

public sealed class RepeatedWithLastEventOnLiteDb() : RepeatedWithLastEventTests("litedb");

public sealed class RepeatedWithLastEventOnPostgres() : RepeatedWithLastEventTests("postgres");

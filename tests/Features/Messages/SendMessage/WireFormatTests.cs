namespace SamosaChaat.Tests.Features.Messages.SendMessage;

public abstract class WireFormatTests(string engine)
{
    [Fact]
    public async Task A_stream_is_these_bytes_and_no_others()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        using var response = await chat.PostAsync("Hello?");
        var body = await response.Content.ReadAsStringAsync(chat.Ct);

        var stored = await chat.MessagesAsync();
        var (question, answer) = (stored[0].GetRawText(), stored[1].GetRawText());
        Assert.Equal(
            $"id: 0\ndata: {{\"message\":{question}}}\n\n"
            + "id: 1\ndata: {\"token\":\"Hel\"}\n\n"
            + "id: 2\ndata: {\"token\":\"lo\"}\n\n"
            + $"id: 3\ndata: {{\"done\":true,\"finish_reason\":\"stop\",\"message\":{answer}}}\n\n",
            body);
    }

    [Fact]
    public async Task A_stream_says_that_nobody_on_its_way_shall_keep_or_change_it()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        using var response = await chat.PostAsync("Hello?");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(["no-cache", "no-transform"], Assert.Single(response.Headers.GetValues("Cache-Control")).Split(", ").Order());
        Assert.Equal(["no"], response.Headers.GetValues("X-Accel-Buffering"));
        Assert.NotEmpty(response.Headers.GetValues("x-trace-id"));
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task The_first_token_arrives_before_the_model_has_written_the_last(string protocol)
    {
        var seen = new TaskCompletionSource();
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("first");
            // Whoever holds the first token back on its way never gets to see the last.
            await seen.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync(" last");
            await reply.EndAsync();
        };

        using var response = await chat.PostAsync("Hello?");
        await using var stream = await response.Content.ReadAsStreamAsync(chat.Ct);
        var before = await stream.ReadUntilAsync(text => text.Contains("first", StringComparison.Ordinal), chat.Ct);
        seen.SetResult();
        var after = await stream.ReadUntilAsync(text => text.Contains("done", StringComparison.Ordinal), chat.Ct);

        Assert.EndsWith("id: 1\ndata: {\"token\":\"first\"}\n\n", before, StringComparison.Ordinal);
        Assert.StartsWith("id: 2\ndata: {\"token\":\" last\"}\n\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_broken_by_comments_and_the_ids_go_on_after_them()
    {
        var seen = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:KeepAlive", "00:00:00.100"));
        model.Script = async reply =>
        {
            await reply.BeginAsync();
            await seen.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync("late");
            await reply.EndAsync();
        };

        using var response = await chat.PostAsync("Hello?");
        await using var stream = await response.Content.ReadAsStreamAsync(chat.Ct);
        var silence = await stream.ReadUntilAsync(text => text.EndsWith(": keep-alive\n\n: keep-alive\n\n", StringComparison.Ordinal), chat.Ct);
        seen.SetResult();
        var rest = await stream.ReadUntilAsync(text => text.Contains("done", StringComparison.Ordinal), chat.Ct);

        Assert.StartsWith("id: 0\ndata: {\"message\":", silence, StringComparison.Ordinal);
        // Where the machine is busy, comments come between them too.
        var events = rest.Replace(": keep-alive\n\n", "", StringComparison.Ordinal);
        Assert.Contains("id: 1\ndata: {\"token\":\"late\"}\n\nid: 2\ndata: {\"done\":true", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_count_from_0_without_a_gap_however_many_events_there_are()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            for (var i = 0; i < 1200; i++) await reply.TokenAsync($"{i} ");
            await reply.EndAsync();
        };

        var ids = await chat.SendAsync().Select(item => item.Id).ToListAsync(chat.Ct);

        Assert.Equal(Enumerable.Range(0, 1202), ids);
    }
}

public sealed class WireFormatOnSqlite() : WireFormatTests("sqlite");

public sealed class WireFormatOnLiteDb() : WireFormatTests("litedb");

public sealed class WireFormatOnPostgres() : WireFormatTests("postgres");

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>Failures after the stream began: the stream itself tells of them, and what was written is kept.</summary>
public abstract class BrokenStreamTests(string engine)
{
    public static readonly TheoryData<string, string> Faults = new()
    {
        { "nanochat", "dies" }, { "nanochat", "ends without done" }, { "nanochat", "data: nonsense\n\n" }, { "nanochat", "data: [1]\n\n" },
        { "nanochat", "data: {\"token\":5}\n\n" }, { "nanochat", "data: {\"done\":\"yes\"}\n\n" },
        { "openai", "dies" }, { "openai", "ends without done" }, { "openai", "data: nonsense\n\n" }, { "openai", "data: {\"error\":{\"message\":\"overloaded\"}}\n\n" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_was_written_before_a_failure_is_kept(string protocol, string fault)
    {
        var seen = new TaskCompletionSource();
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);
        var willing = model.Script;
        model.Script = async reply =>
        {
            await reply.TokenAsync("half a ");
            await reply.TokenAsync("senten");
            // A dying connection may take with it what was not read yet.
            await seen.Task.WaitAsync(reply.Gone);
            if (fault == "dies") reply.Die();
            else if (fault != "ends without done") await reply.RawAsync(fault);
        };

        var events = new List<StreamedEvent>();
        await foreach (var item in chat.SendAsync())
        {
            events.Add(item);
            if (item.Token == "senten") seen.SetResult();
        }

        Assert.Equal(["half a ", "senten"], events.Select(item => item.Token).Where(token => token is not null));
        Failure.Of(events, 502);
        var stored = await chat.MessagesAsync();
        Assert.Equal(["Hello?", "half a senten"], stored.Select(message => message.Text("content")));
        Assert.Equal(stored[1].GetRawText(), events[^1].Message?.GetRawText());
        model.Script = willing;
        await chat.User.SendAndWaitAsync(chat.Id, "Go on.");
    }

    [Fact]
    public async Task Without_a_stream_a_broken_answer_is_a_problem_and_what_there_was_is_kept()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = reply => reply.TokenAsync("half");

        using var response = await chat.PostAsync("Hello?", stream: false);

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Equal(["Hello?", "half"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task A_refusal_that_comes_too_late_for_the_status_line_comes_in_the_stream()
    {
        var seen = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:AnswerWait", "00:00:00.200"));
        model.Script = async reply =>
        {
            await seen.Task.WaitAsync(reply.Gone);
            await reply.RefuseAsync(500);
        };

        var events = new List<StreamedEvent>();
        await foreach (var item in chat.SendAsync())
        {
            events.Add(item);
            seen.TrySetResult();
        }

        Failure.Of(events, 502);
        Assert.Null(events[^1].Message);
        Assert.Single(await chat.MessagesAsync());
    }

    [Fact]
    public async Task An_answer_that_reached_its_limit_says_so()
    {
        await using var model = new OpenAiServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("cut");
            await reply.EndAsync("length", tokens: 1);
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal("length", events[^1].FinishReason);
        Assert.Equal("cut", events[^1].Message?.Text("content"));
    }

    [Theory]
    [InlineData(2, "length")]
    [InlineData(3, "stop")]
    public async Task A_nanochat_answer_of_as_many_tokens_as_were_allowed_was_cut(int allowed, string reason)
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        var events = await chat.User.SendAsync(chat.Id, new { message = new { content = "Hello?" }, max_tokens = allowed }).ToListAsync(chat.Ct);

        Assert.Equal(reason, events[^1].FinishReason);
    }
}

public sealed class BrokenStreamOnSqlite() : BrokenStreamTests("sqlite");

public sealed class BrokenStreamOnLiteDb() : BrokenStreamTests("litedb");

public sealed class BrokenStreamOnPostgres() : BrokenStreamTests("postgres");

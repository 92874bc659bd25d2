namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>A model may be slow, but not for ever.</summary>
public abstract class SilentModelTests(string engine)
{
    [Fact]
    public async Task A_slow_model_has_its_stream_before_it_answers()
    {
        var seen = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:AnswerWait", "00:00:00.200"));
        model.Script = async reply =>
        {
            await seen.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync("at last");
            await reply.EndAsync();
        };

        var events = new List<StreamedEvent>();
        await foreach (var item in chat.SendAsync())
        {
            events.Add(item);
            // The question came although the model has said nothing yet.
            seen.TrySetResult();
        }

        Assert.Equal("Hello?", events[0].Message?.Text("content"));
        Assert.Equal("at last", events[1].Token);
        Assert.Equal("stop", events[2].FinishReason);
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_model_that_falls_silent_is_given_up_and_told_so(string protocol)
    {
        var dropped = new TaskCompletionSource();
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:StallTimeout", "00:00:00.200"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("and then");
            await reply.HangAsync();
            dropped.SetResult();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Failure.Of(events, 504);
        await dropped.Task.WaitAsync(chat.Ct);
        Assert.Equal(["Hello?", "and then"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task A_model_whose_first_token_does_not_come_is_given_up_in_the_stream()
    {
        await using var model = new NanochatServer();
        var clock = new StandingClock();
        await using var chat = await Chat.StartAsync(engine, model, clock.PutInPlace, ("Streaming:FirstTokenTimeout", "00:01:13"));
        model.Script = async reply =>
        {
            await reply.BeginAsync();
            await reply.HangAsync();
        };

        await using var reading = chat.SendAsync().GetAsyncEnumerator(chat.Ct);
        Assert.True(await reading.MoveNextAsync());
        List<StreamedEvent> events = [reading.Current];
        // Its patience begins with the request, and anew when it waits for an answer. The time may pass in that very moment.
        var rest = ReadRestAsync();
        while (!rest.IsCompleted) await Task.WhenAny(rest, clock.PassAsync(TimeSpan.FromSeconds(73), chat.Ct));

        await rest;
        Failure.Of(events, 504);
        Assert.Null(events[^1].Message);

        async Task ReadRestAsync()
        {
            while (await reading.MoveNextAsync()) events.Add(reading.Current);
        }
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_model_that_thinks_before_and_between_its_words_is_not_silent(string protocol)
    {
        var clock = new StandingClock();
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(
            engine, model, clock.PutInPlace, ("Streaming:StallTimeout", "00:00:33"), ("Streaming:FirstTokenTimeout", "00:00:23"));
        model.Script = async reply =>
        {
            foreach (var word in new[] { "Well", "!" })
            {
                for (var i = 0; i < 10; i++)
                {
                    await reply.ThinkAsync();
                    // The server's patience begins anew, and then a part of it passes.
                    await clock.WaitsAsync(TimeSpan.FromSeconds(word == "!" ? 33 : 23), reply.Gone);
                    clock.Advance(TimeSpan.FromSeconds(7));
                }

                await reply.TokenAsync(word);
            }

            await reply.EndAsync();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal(["Well", "!"], events.Select(item => item.Token).Where(token => token is not null));
        Assert.Equal("stop", events[^1].FinishReason);
    }

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_model_that_only_thinks_is_given_up_after_its_time(string protocol)
    {
        var clock = new StandingClock();
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(
            engine, model, clock.PutInPlace, ("Streaming:FirstTokenTimeout", "00:00:23"), ("Streaming:MaxThinkingTime", "00:00:47"));
        model.Script = reply => ThinkAsync(reply, clock, 20);

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Failure.Of(events, 504);
        Assert.Null(events[^1].Message);
        Assert.Contains("thought for more than 47 seconds", events[^2].Data.GetProperty("error").Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_of_thinking_is_that_of_all_of_it_and_not_that_of_writing()
    {
        var clock = new StandingClock();
        await using var model = new OpenAiServer();
        await using var chat = await Chat.StartAsync(
            engine,
            model,
            clock.PutInPlace,
            ("Streaming:FirstTokenTimeout", "00:00:23"),
            ("Streaming:StallTimeout", "00:00:33"),
            ("Streaming:MaxThinkingTime", "00:00:47"));
        model.Script = async reply =>
        {
            await ThinkAsync(reply, clock, 4);
            for (var i = 0; i < 20; i++)
            {
                await reply.TokenAsync(".");
                await clock.WaitsAsync(TimeSpan.FromSeconds(33), reply.Gone);
                clock.Advance(TimeSpan.FromSeconds(7));
            }

            await ThinkAsync(reply, clock, 20, patience: 33);
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Failure.Of(events, 504);
        Assert.Equal(new string('.', 20), events[^1].Message!.Value.Text("content"));
        Assert.InRange(events.Count(item => item.Reasoning is not null), 6, 9);
    }

    /// <summary>Thinks for so many times 7 seconds, then ends.</summary>
    private static async Task ThinkAsync(ModelReply reply, StandingClock clock, int times, int patience = 23)
    {
        for (var i = 0; i < times; i++)
        {
            await reply.ThinkAsync();
            await clock.WaitsAsync(TimeSpan.FromSeconds(patience), reply.Gone);
            clock.Advance(TimeSpan.FromSeconds(7));
        }
    }

    [Fact]
    public async Task Pauses_shorter_than_the_limit_are_allowed_however_many()
    {
        await using var model = new NanochatServer();
        var clock = new StandingClock();
        await using var chat = await Chat.StartAsync(
            engine, model, clock.PutInPlace, ("Streaming:StallTimeout", "00:00:33"), ("Streaming:FirstTokenTimeout", "00:00:33"));
        model.Script = async reply =>
        {
            for (var i = 0; i < 12; i++)
            {
                await reply.TokenAsync(".");
                await clock.WaitsAsync(TimeSpan.FromSeconds(33), reply.Gone);
                clock.Advance(TimeSpan.FromSeconds(9));
            }

            await reply.EndAsync();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal("stop", events[^1].FinishReason);
    }
}

public sealed class SilentModelOnSqlite() : SilentModelTests("sqlite");

public sealed class SilentModelOnLiteDb() : SilentModelTests("litedb");

public sealed class SilentModelOnPostgres() : SilentModelTests("postgres");

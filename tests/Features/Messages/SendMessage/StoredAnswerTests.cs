namespace SamosaChaat.Tests.Features.Messages.SendMessage;

public abstract class StoredAnswerTests(string engine)
{
    /// <summary>What a careless encoder, splitter or database would change.</summary>
    private static readonly string[] Awkward =
    [
        "🥟", "👩‍👩‍👧", "e\u0301", " שלום ", "\u202Eمرحبا", "\r\n", "\n\n", "\"quoted\"", "\\", "\\n", "\t", "नमस्ते", "</script>", "\u2028", "\uFEFF", "data: x", " ", "\u0001", "a\0b",
    ];

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task What_is_stored_is_what_was_streamed_character_for_character(string protocol)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            foreach (var token in Awkward) await reply.TokenAsync(token);
            await reply.EndAsync();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal(Awkward, events.Select(item => item.Token).Where(token => token is not null));
        var stored = (await chat.MessagesAsync())[1];
        Assert.Equal(string.Concat(Awkward), stored.Text("content"));
        Assert.Equal(stored.GetRawText(), events[^1].Message?.GetRawText());
    }

    [Fact]
    public async Task A_character_that_comes_in_two_halves_is_put_together()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            // As a careless service writes it: 😋 is a pair, and each event has one of it. The last half stays alone.
            await reply.RawAsync("""data: {"token":"a\"\ud83d"}""" + "\n\n");
            await reply.RawAsync("""data: {"token":"\ude0b\n\u00e9"}""" + "\n\n");
            await reply.RawAsync("""data: {"token":"\ude0b ?\ud83d"}""" + "\n\n");
            await reply.EndAsync();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal(["a\"", "😋\né", "\uFFFD ?"], events.Select(item => item.Token).Where(token => token is not null));
        Assert.Equal("stop", events[^1].FinishReason);
        Assert.Equal("a\"😋\né\uFFFD ?", (await chat.MessagesAsync())[1].Text("content"));
    }

    [Fact]
    public async Task An_answer_counts_its_token_events_where_its_server_reports_nothing()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        await chat.User.SendAndWaitAsync(chat.Id, "One, two, three, four.");

        var stored = await chat.MessagesAsync();
        // Four words, three commas and a full stop.
        Assert.Equal([8, 2], stored.Select(message => message.GetProperty("token_count").GetInt32()));
        Assert.Equal(0, stored[0].GetProperty("inference_time_ms").GetInt32());
    }

    [Fact]
    public async Task An_answer_counts_what_its_server_reports()
    {
        await using var model = new OpenAiServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("two tokens in one event");
            await reply.EndAsync(tokens: 5);
        };

        var answer = await chat.User.SendAndWaitAsync(chat.Id, "Hello?");

        Assert.Equal(5, answer.GetProperty("token_count").GetInt32());
    }

    [Fact]
    public async Task The_time_of_an_answer_is_that_from_the_request_to_the_last_token()
    {
        var clock = new StandingClock();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, clock.PutInPlace);
        model.Script = async reply =>
        {
            // The model's own slowness, which is what is measured.
            clock.Advance(TimeSpan.FromMilliseconds(150));
            await reply.TokenAsync("Hello.");
            await reply.EndAsync();
        };

        var answer = await chat.User.SendAndWaitAsync(chat.Id, "Hello?");

        Assert.Equal(150, answer.GetProperty("inference_time_ms").GetInt32());
    }

    [Fact]
    public async Task A_model_that_says_nothing_has_given_an_empty_answer()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = reply => reply.EndAsync();

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal([0, 1], events.Select(item => item.Id));
        Assert.Equal("stop", events[1].FinishReason);
        Assert.Equal(["Hello?", ""], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task Without_a_stream_the_answer_comes_whole()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        using var response = await chat.PostAsync("Hello?", stream: false);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var answer = await response.JsonAsync();
        Assert.Equal("assistant", answer.Text("role"));
        Assert.Equal("Hello", answer.Text("content"));
        Assert.Equal((await chat.MessagesAsync())[1].GetRawText(), answer.GetRawText());
    }
}

public sealed class StoredAnswerOnSqlite() : StoredAnswerTests("sqlite");

public sealed class StoredAnswerOnLiteDb() : StoredAnswerTests("litedb");

public sealed class StoredAnswerOnPostgres() : StoredAnswerTests("postgres");

using System.Text;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>A model may write long, but not for ever.</summary>
public abstract class LongAnswerTests(string engine)
{
    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task A_model_that_never_stops_is_stopped_and_what_it_wrote_is_kept(string protocol)
    {
        var dropped = new TaskCompletionSource();
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxAnswerBytes", "10"));
        model.Script = async reply =>
        {
            for (var i = 0; i < 6; i++) await reply.TokenAsync("abc");
            await reply.HangAsync();
            dropped.SetResult();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal(["abc", "abc", "abc", "a"], events.Select(item => item.Token).Where(token => token is not null));
        Assert.Equal("length", events[^1].FinishReason);
        Assert.Equal("abcabcabca", events[^1].Message?.Text("content"));
        Assert.Equal("abcabcabca", (await chat.MessagesAsync())[1].Text("content"));
        // Nobody listens to it any more.
        await dropped.Task.WaitAsync(chat.Ct);
    }

    [Theory]
    [InlineData(9, "नम")]
    [InlineData(5, "न")]
    [InlineData(10, "नम🥟")]
    [InlineData(2, "")]
    public async Task An_answer_is_never_cut_inside_a_character(int bytes, string kept)
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxAnswerBytes", $"{bytes}"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("नम🥟");
            await reply.TokenAsync("स्ते");
            await reply.EndAsync();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal("length", events[^1].FinishReason);
        Assert.Equal(kept, events[^1].Message?.Text("content"));
        Assert.Equal(kept, (await chat.MessagesAsync())[1].Text("content"));
    }

    [Fact]
    public async Task An_answer_of_just_the_limit_is_whole()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxAnswerBytes", "5"));

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal("stop", events[^1].FinishReason);
        Assert.Equal("Hello", events[^1].Message?.Text("content"));
    }

    [Fact]
    public async Task An_answer_of_the_largest_limit_can_be_stored()
    {
        const int Largest = 8 * 1024 * 1024;
        await using var model = new NanochatServer();
        // A client on a busy machine may be behind by all tokens and the message at the end, which has them once more.
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxAnswerBytes", $"{Largest}"), ("Streaming:ReaderBufferBytes", $"{3 * Largest}"));
        var part = string.Concat(Enumerable.Repeat("स", 100_000));
        model.Script = async reply =>
        {
            for (var i = 0; i < 30; i++) await reply.TokenAsync(part);
            await reply.EndAsync();
        };

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal("length", events[^1].FinishReason);
        Assert.InRange(Encoding.UTF8.GetByteCount((await chat.MessagesAsync())[1].Text("content")), Largest - 2, Largest);
    }
}

public sealed class LongAnswerOnSqlite() : LongAnswerTests("sqlite");

public sealed class LongAnswerOnLiteDb() : LongAnswerTests("litedb");

public sealed class LongAnswerOnPostgres() : LongAnswerTests("postgres");

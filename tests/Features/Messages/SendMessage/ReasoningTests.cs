using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>Reasoning is streamed, resumed and stored like the answer, is no part of it, and is never sent to a model again.</summary>
public abstract class ReasoningTests(string engine)
{
    [Theory]
    [InlineData("00:00:00.250")]
    [InlineData("00:00:00")]
    public async Task Reasoning_is_streamed_stored_and_replayed_beside_the_answer(string checkpoints)
    {
        await using var model = Thinking();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:CheckpointInterval", checkpoints));

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal(["hm", ", ", "well"], events.Select(item => item.Reasoning).OfType<string>());
        Assert.Equal(["Hel", "lo"], events.Select(item => item.Token).OfType<string>());
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.Id));
        Assert.Equal("Hello", events[^1].Message!.Value.Text("content"));
        // The server counts the reasoning and does not say how much of its count it is.
        Assert.Equal(2, events[^1].Message!.Value.GetProperty("token_count").GetInt32());
        var question = events[0].Message!.Value.Id();
        using var again = await chat.ReadAsync(question, "?last_event_id=1");
        Assert.Equal(
            events.Skip(2).Select(item => item.Data.GetRawText()),
            Events.Of(await again.Content.ReadAsStringAsync(chat.Ct)).Select(item => item.Data.GetRawText()));
    }

    [Fact]
    public async Task A_list_has_it_only_where_the_request_includes_it()
    {
        await using var model = Thinking();
        await using var chat = await Chat.StartAsync(engine, model);
        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");

        var plain = await chat.MessagesAsync();
        var both = await ListAsync(chat, "?include=reasoning,finish_reason,usage,error");
        var one = await ListAsync(chat, "?include=finish_reason&limit=1&cursor=0");

        string[] contract = ["id", "conversation_id", "role", "content", "token_count", "model_tag", "inference_time_ms", "created_at"];
        Assert.Each(plain, message => Assert.Equal(contract, message.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(contract, both[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal("hm, well", both[1].Text("reasoning"));
        Assert.Equal("""{"prompt_tokens":2,"completion_tokens":2,"reasoning_tokens":3}""", both[1].GetProperty("usage").GetRawText());
        Assert.Equal(JsonValueKind.Null, both[1].GetProperty("error").ValueKind);
        Assert.Equal("stop", both[1].Text("finish_reason"));
        Assert.Equal([.. contract, "finish_reason"], Assert.Single(one).EnumerateObject().Select(property => property.Name));
        using var refused = await chat.User.Http.GetAsync($"/conversations/{chat.Id}/messages?include=secrets", chat.Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Reasoning_is_never_sent_to_a_model()
    {
        await using var model = Thinking();
        await using var chat = await Chat.StartAsync(engine, model);

        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
        await chat.User.SendAndWaitAsync(chat.Id, "And now?");

        Assert.Equal([("user", "Hello?"), ("assistant", "Hello"), ("user", "And now?")], model.Requests.Last().Messages);
        Assert.DoesNotContain("hm", model.Requests.Last().Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_that_is_cancelled_while_the_model_thinks_has_no_answer_but_can_be_replayed()
    {
        await using var model = new OpenAiServer
        {
            Script = async reply =>
            {
                await reply.ThinkAsync();
                await reply.HangAsync();
            },
        };
        await using var chat = await Chat.StartAsync(engine, model);

        var (question, last) = (Guid.Empty, default(JsonElement));
        await foreach (var item in chat.SendAsync())
        {
            if (item.Id == 0) question = item.Message!.Value.Id();
            if (item.Reasoning is not null) (await chat.User.Http.DeleteAsync(chat.StreamOf(question), chat.Ct)).Dispose();
            last = item.Data;
        }

        Assert.Equal("cancelled", last.Text("finish_reason"));
        Assert.Single(await chat.MessagesAsync());
        using var again = await chat.ReadAsync(question);
        Assert.Contains("{\"reasoning\":\"hm\"}", await again.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reasoning_that_a_client_has_seen_survives_a_kill_in_strict_mode()
    {
        await using var model = new OpenAiServer
        {
            Script = async reply =>
            {
                await reply.ThinkAsync();
                await reply.TokenAsync("Hel");
                await reply.HangAsync();
            },
        };
        await using var chat = await ChatProcess.StartAsync(engine, model, ("Streaming:CheckpointInterval", "00:00:00"));
        var id = Guid.NewGuid();
        var seen = Events.Whole(await chat.PostAsync(id, text => text.Contains("{\"token\":\"Hel\"}\n\n", StringComparison.Ordinal)));

        await chat.KillAsync();

        Assert.StartsWith(seen, await chat.ReadAsync(id), StringComparison.Ordinal);
        using var listed = await chat.Http.GetAsync($"/conversations/{chat.Conversation}/messages?include=reasoning,finish_reason", chat.Ct);
        var answer = (await listed.JsonAsync())[1];
        Assert.Equal(("Hel", "hm", "interrupted"), (answer.Text("content"), answer.Text("reasoning"), answer.Text("finish_reason")));
    }

    [Fact]
    public async Task Reasoning_counts_towards_the_limit_of_an_answer()
    {
        await using var model = new OpenAiServer
        {
            Script = async reply =>
            {
                for (var i = 0; i < 100; i++) await reply.ThinkAsync();
                await reply.TokenAsync("Hello");
                await reply.EndAsync();
            },
        };
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxAnswerBytes", "20"));

        var events = await chat.SendAsync().ToListAsync(chat.Ct);

        Assert.Equal("length", events[^1].FinishReason);
        Assert.Equal(20, events.Sum(item => item.Reasoning?.Length ?? 0));
    }

    private static OpenAiServer Thinking() => new()
    {
        Script = async reply =>
        {
            await reply.ThinkAsync();
            await reply.RawAsync("data: {\"choices\":[{\"delta\":{\"reasoning\":\", \"}}]}\n\n");
            await reply.RawAsync("data: {\"choices\":[{\"delta\":{\"content\":\"<think>well</think>\"}}]}\n\n");
            await reply.TokenAsync("Hel");
            await reply.TokenAsync("lo");
            await reply.EndAsync(tokens: 7);
        },
    };

    private static async Task<JsonElement[]> ListAsync(Chat chat, string query) =>
        [.. (await chat.User.GetAsync($"/conversations/{chat.Id}/messages{query}")).EnumerateArray()];
}

public sealed class ReasoningOnSqlite() : ReasoningTests("sqlite");

public sealed class ReasoningOnLiteDb() : ReasoningTests("litedb");

public sealed class ReasoningOnPostgres() : ReasoningTests("postgres");

using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Turns;

/// <summary>Streaming:Recovery continue: the model continues the answer of a turn that a kill had cut off. Strict mode, so that all that was seen is stored.</summary>
public abstract class ContinuationTests(string engine)
{
    private readonly Guid id = Guid.NewGuid();

    [Theory]
    [InlineData("prefill")]
    [InlineData("continue_final_message")]
    public async Task An_answer_that_was_cut_off_is_continued_and_nobody_sees_a_restart(string way)
    {
        await using var model = new OpenAiServer { Script = Begin };
        await using var chat = await StartAsync(model, way);
        var seen = await BeginAsync(chat);
        model.Script = Continue;

        await chat.KillAsync();

        var rest = await chat.ReadAsync(id, "?last_event_id=2");
        Assert.Equal([3, 4, 5], Events.Of(rest).Select(item => item.Id));
        Assert.Equal(["dough", "."], Events.Of(rest).Select(item => item.Token).OfType<string>());
        var end = Events.Of(rest)[^1];
        Assert.Equal(("stop", "Fold the dough.", 4), (end.FinishReason, end.Message!.Value.Text("content"), end.Message.Value.GetProperty("token_count").GetInt32()));
        Assert.Equal(["Hello?", "Fold the dough."], await chat.ContentsAsync());
        Assert.Equal(seen + rest, await chat.ReadAsync(id));

        var continuing = model.Requests.Last();
        Assert.Equal([("user", "Hello?"), ("assistant", "Fold the")], continuing.Messages);
        var isNamed = way == "continue_final_message";
        Assert.Equal(isNamed, continuing.Body.TryGetProperty("continue_final_message", out var final) && final.GetBoolean());
        Assert.Equal(isNamed, continuing.Body.TryGetProperty("add_generation_prompt", out var added) && !added.GetBoolean());
        Assert.Equal([(0, 3, 9)], await SeamsAsync(chat));
    }

    [Fact]
    public async Task A_later_attempt_is_continued_with_its_own_ids()
    {
        await using var model = new OpenAiServer();
        await using var chat = await StartAsync(model);
        using var first = await chat.PostAsync(id);
        Assert.Equal("stop", Events.Of(await first.Content.ReadAsStringAsync(chat.Ct))[^1].FinishReason);
        model.Script = Begin;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{chat.Conversation}/regenerate") { Content = JsonContent.Create(new { message = id }) };
        using var again = await chat.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
        await using var body = await again.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("the ", StringComparison.Ordinal), chat.Ct);
        model.Script = Continue;

        await chat.KillAsync();

        var rest = Events.Of(await chat.ReadAsync(id, "?last_event_id=10000002"));
        Assert.Equal([10_000_003, 10_000_004, 10_000_005], rest.Select(item => item.Id));
        Assert.Equal(["Hello?", "Fold the dough."], await chat.ContentsAsync());
        Assert.Equal([(1, 10_000_003, 9)], await SeamsAsync(chat));
    }

    [Fact]
    public async Task A_continuation_that_is_refused_or_breaks_off_at_once_leaves_the_stored_text()
    {
        Func<ModelReply, Task>[] failures = [reply => reply.RefuseAsync(400), reply => reply.RefuseAsync(503), reply => { reply.Die(); return Task.CompletedTask; }];
        await using var model = new OpenAiServer();
        await using var chat = await StartAsync(model);
        foreach (var failure in failures)
        {
            var turn = Guid.NewGuid();
            model.Script = Begin;
            await chat.PostAsync(turn, text => text.Contains("the ", StringComparison.Ordinal));
            model.Script = failure;

            await chat.KillAsync();

            var end = Assert.Single(Events.Of(await chat.ReadAsync(turn, "?last_event_id=2")));
            Assert.Equal((3, "interrupted", "Fold the "), (end.Id, end.FinishReason, end.Message?.Text("content")));
        }
    }

    [Fact]
    public async Task A_continuation_that_breaks_off_later_fails_as_every_answer()
    {
        await using var model = new OpenAiServer { Script = Begin };
        await using var chat = await StartAsync(model);
        await BeginAsync(chat);
        var seen = new TaskCompletionSource();
        model.Script = async reply =>
        {
            await reply.TokenAsync("dough");
            await seen.Task.WaitAsync(chat.Ct);
            reply.Die();
        };

        await chat.KillAsync();

        await ReadUntilAsync(chat, "dough");
        seen.SetResult();
        Assert.Equal("error", Events.Of(await chat.ReadAsync(id))[^1].FinishReason);
        Assert.Equal(["Hello?", "Fold the dough"], await chat.ContentsAsync());
    }

    [Fact]
    public async Task An_upstream_that_cannot_continue_leaves_the_turn_interrupted()
    {
        await using var model = new OpenAiServer { Script = Begin };
        await using var chat = await StartAsync(model, "no");
        await BeginAsync(chat);

        await chat.KillAsync();

        Assert.Equal("interrupted", Events.Of(await chat.ReadAsync(id))[^1].FinishReason);
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task A_turn_that_takes_the_process_down_each_time_is_left_alone_after_the_third_continuation()
    {
        await using var model = new OpenAiServer { Script = Begin };
        await using var chat = await StartAsync(model);
        await BeginAsync(chat);
        for (var seam = 1; seam <= 3; seam++)
        {
            var token = $"{seam}";
            model.Script = async reply =>
            {
                await reply.TokenAsync(token);
                await reply.HangAsync();
            };
            await chat.KillAsync();
            await ReadUntilAsync(chat, token);
        }

        await chat.KillAsync();

        Assert.Equal("interrupted", Events.Of(await chat.ReadAsync(id))[^1].FinishReason);
        Assert.Equal(["Hello?", "Fold the 123"], await chat.ContentsAsync());
        Assert.Equal(4, model.Requests.Count);
        Assert.Equal([(0, 3, 9), (0, 4, 10), (0, 5, 11)], await SeamsAsync(chat));
    }

    [Fact]
    public async Task Reasoning_cannot_be_continued_and_begins_again_in_another_attempt()
    {
        await using var model = new OpenAiServer
        {
            Script = async reply =>
            {
                await reply.ThinkAsync();
                await reply.HangAsync();
            },
        };
        await using var chat = await StartAsync(model);
        await chat.PostAsync(id, text => text.Contains("reasoning", StringComparison.Ordinal));
        model.Script = Continue;

        await chat.KillAsync();

        var rest = Events.Of(await chat.ReadAsync(id, "?last_event_id=1"));
        Assert.True(rest[0].Data.GetProperty("restart").GetBoolean());
        Assert.Equal(["Hello?", " dough."], await chat.ContentsAsync());
        Assert.Equal([("user", "Hello?")], model.Requests.Last().Messages);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(2, null)]
    public async Task The_text_before_the_seam_counts_as_part_of_max_tokens(int most, int? left)
    {
        await using var model = new OpenAiServer { Script = Begin };
        await using var chat = await StartAsync(model);
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{chat.Conversation}/messages"))
        {
            request.Content = JsonContent.Create(new { message = new { id, content = "Hello?" }, max_tokens = most });
            using var response = await chat.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
            await using var body = await response.Content.ReadAsStreamAsync(chat.Ct);
            await body.ReadUntilAsync(text => text.Contains("the ", StringComparison.Ordinal), chat.Ct);
        }

        model.Script = Continue;
        await chat.KillAsync();

        var end = Events.Of(await chat.ReadAsync(id))[^1];
        Assert.Equal(left is null ? "length" : "stop", end.FinishReason);
        Assert.Equal(left is null ? [] : [left.Value], model.Requests.Skip(1).Select(request => request.Body.GetProperty("max_tokens").GetInt32()));
        Assert.Equal(left is null ? "Fold the " : "Fold the dough.", end.Message!.Value.Text("content"));
    }

    [Fact]
    public async Task The_demo_continues_its_own_answer()
    {
        const string said = "one two three four five six seven eight nine ten eleven twelve";
        await using var none = new OpenAiServer();
        await using var chat = await StartAsync(none, "no", ("Inference:Upstreams:0:Kind", "demo"), ("Demo:TokensPerSecond", "1"));
        using var response = await chat.PostAsync(id, $"Repeat after me: {said}");
        await using var body = await response.Content.ReadAsStreamAsync(chat.Ct);
        var seen = await body.ReadUntilAsync(text => Events.Text(text).Contains("two", StringComparison.Ordinal), chat.Ct);

        await chat.KillAsync();

        var rest = await chat.ReadAsync(id, $"?last_event_id={Events.Of(seen)[^1].Id}");
        Assert.Equal(said, Events.Text(seen) + Events.Text(rest));
        Assert.Equal(Enumerable.Range(0, 14), Events.Of(seen).Concat(Events.Of(rest)).Select(item => item.Id));
        Assert.Equal("stop", Events.Of(rest)[^1].FinishReason);
        Assert.Single(await SeamsAsync(chat));
    }

    private Task<ChatProcess> StartAsync(ModelServer model, string way = "prefill", params (string Key, string Value)[] more) => ChatProcess.StartAsync(
        engine, model, [("Streaming:Recovery", "continue"), ("Streaming:CheckpointInterval", "0"), ("Inference:Upstreams:0:Continues", way), .. more]);

    private Task<string> BeginAsync(ChatProcess chat) => chat.PostAsync(id, text => text.Contains("the ", StringComparison.Ordinal));

    private async Task ReadUntilAsync(ChatProcess chat, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/conversations/{chat.Conversation}/messages/{id}/stream");
        using var reading = await chat.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
        await using var body = await reading.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => Events.Of(text).Any(item => item.Token == token), chat.Ct);
    }

    private static async Task Begin(ModelReply reply)
    {
        await reply.TokenAsync("Fold ");
        await reply.TokenAsync("the ");
        await reply.HangAsync();
    }

    private static async Task Continue(ModelReply reply)
    {
        await reply.TokenAsync(" dough");
        await reply.TokenAsync(".");
        await reply.EndAsync(tokens: 2);
    }

    /// <summary>What the context says of the seams.</summary>
    private async Task<(int Attempt, int EventId, int Character)[]> SeamsAsync(ChatProcess chat)
    {
        var context = await chat.Http.GetFromJsonAsync<JsonElement>($"/conversations/{chat.Conversation}/messages/{id}/context", chat.Ct);
        return [.. context.GetProperty("seams").EnumerateArray().Select(seam =>
            (seam.GetProperty("attempt").GetInt32(), seam.GetProperty("event_id").GetInt32(), seam.GetProperty("character").GetInt32()))];
    }
}

public sealed class ContinuationOnSqlite() : ContinuationTests("sqlite");

public sealed class ContinuationOnLiteDb() : ContinuationTests("litedb");

public sealed class ContinuationOnPostgres() : ContinuationTests("postgres");

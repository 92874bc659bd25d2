using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>
/// Against a real model behind the OpenAI API, at the address in SAMOSACHAAT_TEST_MODEL (http://127.0.0.1:8099/v1).
/// </summary>
public abstract class RealModelTests(string engine, ITestOutputHelper output)
{
    private const string Variable = "SAMOSACHAAT_TEST_MODEL";
    private const string Ended = "\"finish_reason\":\"";

    private static readonly string? Address = Environment.GetEnvironmentVariable(Variable);

    [Theory]
    [InlineData("Once upon a time there was a little girl")]
    [InlineData("The 🥟 said to the 👩‍🍳: \"नमस्ते\", and then")]
    public async Task An_answer_arrives_as_it_is_written_and_is_stored_as_it_arrived(string prompt)
    {
        Assert.SkipUnless(Address is { Length: > 0 }, $"{Variable} does not name a model's server.");
        // Some events in, a model can pause: the client has what came before. White space at the beginning waits for more, so the model must not
        // begin with a lot of it. At a temperature of 0 it always says the same.
        await using var model = new RecordingProxy(new Uri(Address!)) { HeldAfter = 8 };
        await using var chat = await Chat.StartAsync(engine, model);
        var arrived = new List<long>();
        var saidAtFirst = "";

        var events = new List<StreamedEvent>();
        await foreach (var item in chat.User.SendAsync(chat.Id, new { message = new { content = prompt }, max_tokens = 40, temperature = 0 }))
        {
            events.Add(item);
            if (item.Token is null) continue;
            if (arrived.Count == 0)
            {
                saidAtFirst = model.Said;
                model.Release();
            }

            arrived.Add(TimeProvider.System.GetTimestamp());
        }

        // The client had the first token before the model had written the last.
        Assert.DoesNotContain(Ended, saidAtFirst, StringComparison.Ordinal);
        Assert.InRange(arrived.Count, 10, 40);
        Assert.True(Written(saidAtFirst).Length < Written(model.Said).Length);

        var stored = await chat.MessagesAsync();
        var streamed = string.Concat(events.Select(item => item.Token));
        Assert.Equal(Encoding.UTF8.GetBytes(Written(model.Said)), Encoding.UTF8.GetBytes(streamed));
        Assert.Equal(Encoding.UTF8.GetBytes(streamed), Encoding.UTF8.GetBytes(stored[1].Text("content")));
        Assert.Equal(prompt, stored[0].Text("content"));
        Assert.Equal(stored[1].GetRawText(), events[^1].Message?.GetRawText());

        var usage = Chunks(model.Said).Select(chunk => chunk.TryGetProperty("usage", out var found) ? found : default).Last(found => found.ValueKind == JsonValueKind.Object);
        Assert.Equal(usage.GetProperty("completion_tokens").GetInt32(), stored[1].GetProperty("token_count").GetInt32());
        output.WriteLine(
            $"{engine}: {arrived.Count} token events, first to last {TimeProvider.System.GetElapsedTime(arrived[0], arrived[^1]).TotalMilliseconds:0} ms, "
            + $"inference_time_ms {stored[1].GetProperty("inference_time_ms")}, token_count {stored[1].GetProperty("token_count")}, {events[^1].FinishReason}");
    }

    [Fact]
    public async Task A_cancel_stops_the_model()
    {
        Assert.SkipUnless(Address is { Length: > 0 }, $"{Variable} does not name a model's server.");
        await using var model = new RecordingProxy(new Uri(Address!));
        await using var chat = await Chat.StartAsync(engine, model);
        using var stats = new HttpClient { BaseAddress = new Uri(Address!) };
        var before = await AbortedAsync(stats, chat.Ct);
        var id = Guid.NewGuid();
        using var post = await chat.PostAsync(new { message = new { id, content = "Once upon a time" }, max_tokens = 2000 });
        await using var body = await post.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => Events.Of(text).Count(item => item.Token is not null) >= 5, chat.Ct);
        var started = TimeProvider.System.GetTimestamp();

        using var cancelled = await chat.User.Http.DeleteAsync(chat.StreamOf(id), chat.Ct);
        var stored = TimeProvider.System.GetElapsedTime(started);

        Assert.Equal(204, (int)cancelled.StatusCode);
        // There is nothing to be told by: the model's server only counts.
        while (await AbortedAsync(stats, chat.Ct) == before) await Task.Delay(10, chat.Ct);
        output.WriteLine(
            $"{engine}: cancelled, {stored.TotalMilliseconds:0} ms to the stored answer, {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms until the model's server had stopped");
        var answer = (await chat.MessagesAsync())[1].Text("content");
        Assert.StartsWith(answer, Written(model.Said), StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"cancelled\"", await chat.User.Http.GetStringAsync(chat.StreamOf(id), chat.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_a_kill_cut_off_is_continued_by_the_model()
    {
        Assert.SkipUnless(Address is { Length: > 0 }, $"{Variable} does not name a model's server.");
        await using var model = new RecordingProxy(new Uri(Address!)) { HeldAfter = 14 };
        await using var chat = await ChatProcess.StartAsync(
            engine, model, ("Streaming:Recovery", "continue"), ("Streaming:CheckpointInterval", "0"), ("Inference:Upstreams:0:Continues", "prefill"));
        var id = Guid.NewGuid();
        using var post = await chat.PostAsync(new { message = new { id, content = "Once upon a time there was a little girl" }, temperature = 0 });
        await using var body = await post.Content.ReadAsStreamAsync(chat.Ct);
        var seen = Events.Of(await body.ReadUntilAsync(text => Events.Of(text).Count(item => item.Token is not null) >= 10, chat.Ct));
        await chat.Program.KillAsync();
        var before = model.Said.Length;
        model.Release();

        await chat.RestartAsync();

        var rest = Events.Of(await chat.ReadAsync(id, $"?last_event_id={seen[^1].Id}"));
        // In strict mode, what was stored may be more than what was seen.
        var context = await chat.Http.GetFromJsonAsync<JsonElement>($"/conversations/{chat.Conversation}/messages/{id}/context", chat.Ct);
        var character = Assert.Single(context.GetProperty("seams").EnumerateArray()).GetProperty("character").GetInt32();
        var whole = (await chat.ContentsAsync())[1];
        Assert.Equal(Enumerable.Range(seen[^1].Id + 1, rest.Count), rest.Select(item => item.Id));
        Assert.Equal(string.Concat(seen.Concat(rest).Select(item => item.Token)), whole);
        Assert.InRange(character, 1, whole.Length - 1);
        Assert.EndsWith(whole[character..].TrimStart(), Written(model.Said[before..]), StringComparison.Ordinal);
        output.WriteLine($"{engine}: {whole.Insert(character, " | ")}");
    }

    private static async Task<int> AbortedAsync(HttpClient stats, CancellationToken ct) => (await stats.GetFromJsonAsync<JsonElement>("/stats", ct)).GetProperty("aborted").GetInt32();

    private static string Written(string said) => string.Concat(Chunks(said)
        .SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
        .Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : ""));

    private static IEnumerable<JsonElement> Chunks(string said) => said[..said.LastIndexOf("\n\n", StringComparison.Ordinal)].Split("\n\n")
        .Where(frame => frame.StartsWith("data: {", StringComparison.Ordinal))
        .Select(frame => JsonDocument.Parse(frame["data: ".Length..]).RootElement);
}

public sealed class RealModelOnSqlite(ITestOutputHelper output) : RealModelTests("sqlite", output);

public sealed class RealModelOnLiteDb(ITestOutputHelper output) : RealModelTests("litedb", output);

public sealed class RealModelOnPostgres(ITestOutputHelper output) : RealModelTests("postgres", output);

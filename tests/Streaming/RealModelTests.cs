using System.Text;
using System.Text.Json;
using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Streaming;

/// <summary>
/// Against a real model behind the OpenAI API, at the address in SAMOSACHAAT_TEST_MODEL (http://127.0.0.1:8099/v1). It must be no faster than
/// some 50 tokens a second, or its answer is over before anybody can look at the beginning.
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
        await using var model = new RecordingProxy(new Uri(Address!));
        await using var chat = await Chat.StartAsync(engine, model);
        var arrived = new List<long>();
        var saidAtFirst = "";

        var events = new List<StreamedEvent>();
        await foreach (var item in chat.User.SendAsync(chat.Id, new { message = new { content = prompt }, max_tokens = 40, temperature = 0.8 }))
        {
            events.Add(item);
            if (item.Token is null) continue;
            if (arrived.Count == 0) saidAtFirst = model.Said;
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

    private static string Written(string said) => string.Concat(Chunks(said)
        .SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
        .Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : ""));

    private static IEnumerable<JsonElement> Chunks(string said) => said[..said.LastIndexOf("\n\n", StringComparison.Ordinal)].Split("\n\n")
        .Where(frame => frame.StartsWith("data: {", StringComparison.Ordinal))
        .Select(frame => JsonDocument.Parse(frame["data: ".Length..]).RootElement);
}

public sealed class RealModelOnSqlite(ITestOutputHelper output) : RealModelTests("sqlite", output);

public sealed class RealModelOnLiteDb(ITestOutputHelper output) : RealModelTests("litedb", output);

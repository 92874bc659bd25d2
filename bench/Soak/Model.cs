using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Soak;

/// <summary>A model's server of the nanochat kind in this process, which outlives the servers that ask it and remembers what it was asked.</summary>
internal sealed class Model : IAsyncDisposable
{
    private const string Calm = "Calmly";

    private readonly int seed;
    private readonly Tally tally;
    private readonly int longestPauseMs;
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<Guid, int> calls = [];
    private int answering;

    /// <param name="longestPauseMs">Between two tokens of its longest answers.</param>
    public Model(int seed, Tally tally, int longestPauseMs = 20)
    {
        (this.seed, this.tally, this.longestPauseMs) = (seed, tally, longestPauseMs);
        var builder = Service.AppBuilder();
        app = builder.Build();
        app.MapPost("/generate", AnswerAsync);
        app.Start();
    }

    public string Url => app.Urls.Single();

    /// <summary>How many answers it is in the middle of.</summary>
    public int Answering => Volatile.Read(ref answering);

    /// <summary>The text of a user's message by which its turn is known here.</summary>
    public static string Question(Guid turn, string text, bool calm = false) => $"{(calm ? Calm : "Tell me:")} {text} #{turn:N}";

    /// <summary>How often it was asked for this turn.</summary>
    public int CallsFor(Guid turn) => calls.GetValueOrDefault(turn);

    /// <summary>What it said, or would have said, to one call.</summary>
    public Script ScriptFor(Guid turn, int call, string question) => Script.For(seed, turn, call, question.StartsWith(Calm, StringComparison.Ordinal), longestPauseMs);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        // Questions that were never answered come in one message with the last one, which is the turn's.
        var asked = body.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.Split("\n\n")[^1];
        var turn = Guid.ParseExact(asked.AsSpan(asked.LastIndexOf('#') + 1), "N");
        tally.Count(Deed.UpstreamCalls);
        var script = ScriptFor(turn, calls.AddOrUpdate(turn, 1, (_, count) => count + 1) - 1, asked);
        var atMost = body.RootElement.TryGetProperty("max_tokens", out var max) && max.ValueKind == JsonValueKind.Number ? max.GetInt32() : int.MaxValue;
        Interlocked.Increment(ref answering);
        try
        {
            await PlayAsync(http, script, atMost);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Whoever asked is gone: cancelled, or killed.
        }
        finally
        {
            Interlocked.Decrement(ref answering);
        }
    }

    private static async Task PlayAsync(HttpContext http, Script script, int atMost)
    {
        if (script.Ending == Ending.Refuses)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        http.Response.ContentType = "text/event-stream";
        foreach (var (token, pause) in script.Tokens.Zip(script.PausesMs).Take(atMost))
        {
            if (pause > 0) await Task.Delay(pause, http.RequestAborted);
            await EventAsync(http, new { token, gpu = 0 });
        }

        if (script.Ending == Ending.Done) await EventAsync(http, new { done = true });
        if (script.Ending == Ending.BreaksOff) http.Abort();
        if (script.Ending == Ending.FallsSilent) await Task.Delay(Timeout.Infinite, http.RequestAborted);
    }

    private static async Task EventAsync<T>(HttpContext http, T data)
    {
        await http.Response.WriteAsync($"data: {JsonSerializer.Serialize(data)}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}

using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Upstream;

/// <summary>A model's service of either kind that is faster than its clients. It gives the same answer to all.</summary>
internal sealed class NanochatCommand(NanochatOptions options)
{
    private readonly CannedAnswer answer = new(options.Tokens, options.TokenBytes, options.Kind);

    /// <summary>Prints its URL and serves until its input ends, which it does with whoever started it.</summary>
    public async Task<int> RunAsync()
    {
        var builder = Service.AppBuilder();
        // Or what is flushed waits for a thread to send it, and leaves together with what is flushed meanwhile.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        await using var app = builder.Build();
        app.MapPost("/generate", AnswerAsync);
        app.MapPost("/v1/chat/completions", AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>In a process of its own.</summary>
    public static Task<ServiceProcess> StartAsync(NanochatOptions options) => ServiceProcess.StartAsync(["nanochat", .. options.ToArguments()]);

    private async Task AnswerAsync(HttpContext http)
    {
        var tokens = Math.Min(await AtMostAsync(http.Request), answer.Tokens);
        http.Response.ContentType = "text/event-stream";
        try
        {
            await SayAsync(http, tokens);
            await http.Response.BodyWriter.WriteAsync(answer.End, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked is gone.
        }
    }

    private async Task SayAsync(HttpContext http, int tokens)
    {
        var (gone, flush) = (http.RequestAborted, options.FlushEvery == 0 ? tokens : options.FlushEvery);
        var started = Stopwatch.GetTimestamp();
        for (var said = 0; said < tokens;)
        {
            var due = options.TokensPerSecond == 0 ? said + flush : Due(Stopwatch.GetElapsedTime(started), flush);
            if (due <= said)
            {
                // Timers know whole milliseconds, and leave out the rest: with what is left of one, this would go round and round until it is over.
                await Task.Delay(Math.Max(1, (int)Math.Ceiling((At(said + flush) - Stopwatch.GetElapsedTime(started)).TotalMilliseconds)), gone);
                continue;
            }

            due = Math.Min(due, tokens);
            await http.Response.BodyWriter.WriteAsync(answer.Events(said, due), gone);
            said = due;
        }
    }

    /// <summary>How many tokens the pace has asked for by then, in whole flushes: who is late says more at once.</summary>
    private int Due(TimeSpan elapsed, int flush) => (int)(elapsed.TotalSeconds * options.TokensPerSecond / flush) * flush;

    private TimeSpan At(int tokens) => TimeSpan.FromSeconds((double)tokens / options.TokensPerSecond);

    private static async ValueTask<int> AtMostAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        return body.RootElement.TryGetProperty("max_tokens", out var max) && max.ValueKind == JsonValueKind.Number ? max.GetInt32() : int.MaxValue;
    }
}

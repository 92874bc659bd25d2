using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Mirrors;

/// <summary>Answers as a model's server of the nanochat kind, with the first token when its caller says so, and the others at a pace.</summary>
internal sealed class GatedModel : IAsyncDisposable
{
    private const int TokensPerSecond = 50;

    private readonly CannedAnswer answer;
    private readonly WebApplication app;
    private TaskCompletionSource gate = NewGate();

    public GatedModel(int tokens)
    {
        answer = new(tokens, tokenBytes: 4);
        app = Service.AppBuilder().Build();
        app.MapPost("/generate", AnswerAsync);
        app.Start();
    }

    public Uri Url => new(app.Urls.Single());

    /// <summary>Lets the answer that waits begin. The next one waits again.</summary>
    public void Open()
    {
        var opened = gate;
        gate = NewGate();
        opened.SetResult();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AnswerAsync(HttpContext http)
    {
        var (opened, writer, gone) = (gate.Task, http.Response.BodyWriter, http.RequestAborted);
        http.Response.ContentType = "text/event-stream";
        await writer.FlushAsync(gone);
        await opened.WaitAsync(gone);
        var started = Stopwatch.GetTimestamp();
        for (var token = 0; token < answer.Tokens; token++)
        {
            var wait = TimeSpan.FromSeconds((double)token / TokensPerSecond) - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, gone);
            await writer.WriteAsync(answer.Events(token, token + 1), gone);
        }

        await writer.WriteAsync(answer.End, gone);
    }
}

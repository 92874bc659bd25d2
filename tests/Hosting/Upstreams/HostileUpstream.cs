using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <param name="Text">Of all tokens that the client saw.</param>
/// <param name="End">The finish reason, with the problem's status where there was one, and whether it speaks of a refusal.</param>
/// <param name="Stored">What the history has after the question; null for nothing.</param>
public sealed record Outcome(string Text, string End, string? Stored);

/// <summary>A server whose two upstreams, one of each kind, are both the same <see cref="RawServer"/>.</summary>
public class HostileUpstream : IAsyncDisposable
{
    private readonly OwnServer server;
    private readonly Task<TestUser> user;

    protected HostileUpstream(params (string Key, string Value)[] settings)
        : this(_ => { }, settings)
    {
    }

    protected HostileUpstream(Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        server = new OwnServer(
            "sqlite",
            replace,
            [
                ("Inference:Upstreams:0:Name", "first"), ("Inference:Upstreams:0:Kind", "nanochat"),
                ("Inference:Upstreams:0:BaseUrl", $"http://127.0.0.1:{Raw.Port}"), ("Inference:Upstreams:0:Models:0", "nanochat"),
                ("Inference:Upstreams:1:Name", "second"), ("Inference:Upstreams:1:Kind", "openai"),
                ("Inference:Upstreams:1:BaseUrl", $"http://127.0.0.1:{Raw.Port}/v1"), ("Inference:Upstreams:1:Models:0", "openai"),
                // One user asks for the whole class, however long that takes.
                ("Auth:AccessTokenLifetime", "1.00:00:00"),
                .. settings,
            ]);
        user = server.NewUserAsync();
    }

    public RawServer Raw { get; } = new();

    /// <summary>Whether the model of a kind's upstream is there, asked with this answer.</summary>
    public async Task<bool> IsListedAsync(string kind, RawAnswer answer)
    {
        Raw.Answer = answer;
        var models = await (await user).GetAsync("/models");
        await Raw.LastConnection;
        return models.EnumerateArray().Single(model => model.Text("model_tag") == kind).GetProperty("available").GetBoolean();
    }

    /// <summary>Has a turn of a new conversation answered so, and tells what came of it.</summary>
    public async Task<Outcome> AskAsync(Dialect dialect, RawAnswer answer)
    {
        Raw.Answer = answer;
        var owner = await user;
        var conversation = (await owner.CreateConversationAsync("A title", dialect.Kind)).Id();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation}/messages")
        {
            Content = JsonContent.Create(new { message = new { content = "Hello?" } }),
        };
        using var response = await owner.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // Whether a failure at the very beginning makes it into the status line or comes as an event is a matter of who is first.
        var (text, end) = response.IsSuccessStatusCode ? await ReadAsync(response) : ("", "error" + Words(await response.JsonAsync()));
        var stored = await owner.MessagesAsync(conversation);
        Assert.Equal("Hello?", stored[0].Text("content"));
        await Raw.LastConnection;
        return new(text, end, stored.Skip(1).SingleOrDefault() is { ValueKind: JsonValueKind.Object } kept ? kept.Text("content") : null);
    }

    public async ValueTask DisposeAsync()
    {
        (await user).Dispose();
        await server.DisposeAsync();
        await Raw.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task<(string Text, string End)> ReadAsync(HttpResponseMessage response)
    {
        var (text, end) = (new StringBuilder(), "");
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            Contract.Contract.CheckEvent(item.Data);
            using var document = JsonDocument.Parse(item.Data);
            var data = document.RootElement;
            if (data.TryGetProperty("token", out var token)) text.Append(token.GetString());
            if (data.TryGetProperty("error", out var error)) end = Words(error);
            if (data.TryGetProperty("finish_reason", out var reason)) end = reason.GetString() + end;
        }

        return (text.ToString(), end);
    }

    private static string Words(JsonElement problem) =>
        $" {problem.GetProperty("status")}" + (problem.Text("detail").Contains("refused the request with status", StringComparison.Ordinal) ? " refused" : "");
}

/// <summary>With patience for everybody: an upstream that never stops writes a whole answer before its reader has had the processor once.</summary>
public sealed class PatientHost() : HostileUpstream(("Streaming:ReaderBufferBytes", "4194304"));

/// <summary>Runs out of patience when its clock says so, for upstreams that would go on for ever without saying anything.</summary>
public sealed class ImpatientHost : HostileUpstream
{
    private static readonly TimeSpan FirstToken = TimeSpan.FromSeconds(31);
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(17);

    private readonly StandingClock clock;

    public ImpatientHost()
        : this(new StandingClock())
    {
    }

    private ImpatientHost(StandingClock clock)
        : base(clock.PutInPlace, ("Streaming:FirstTokenTimeout", $"{FirstToken}"), ("Streaming:StallTimeout", $"{Stall}")) =>
        this.clock = clock;

    /// <summary>Has a turn answered so, and lets all patience pass once the server waits for the next token.</summary>
    public async Task<Outcome> AskInVainAsync(Dialect dialect, RawAnswer answer, bool saysSomething, CancellationToken ct)
    {
        clock.Forget();
        var asking = AskAsync(dialect, answer);
        await Raw.Answered.WaitAsync(ct);
        // The patience begins with the turn, and again with the headers and with a token. While the clock goes on, one of them may just come.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        for (var signs = 0; signs < 3 && !asking.IsCompleted; signs++)
        {
            await Task.WhenAny(asking, clock.PassAsync(saysSomething ? Stall : FirstToken, over.Token));
        }

        // The clock must stand still for the next turn.
        await over.CancelAsync();
        return await asking;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>A request for an answer, as a model's server received it.</summary>
/// <param name="Length">What it said of its body's length.</param>
/// <param name="Connection">By which it came.</param>
public sealed record ModelRequest(JsonElement Body, string? ApiKey, long? Length, string Cookie, string Connection)
{
    /// <summary>Role and content of every message, in order.</summary>
    public IReadOnlyList<(string Role, string Content)> Messages =>
        [.. Body.GetProperty("messages").EnumerateArray().Select(message => (message.Text("role"), message.Text("content")))];
}

/// <summary>A model's server on a socket of its own, which answers as its test tells it, and when.</summary>
public abstract class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;

    protected ModelServer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        app = builder.Build();
        app.Run(HandleAsync);
        app.Start();
        Port = new Uri(app.Urls.Single()).Port;
    }

    /// <summary>One of the kind that an upstream's setting names.</summary>
    public static ModelServer Of(string kind, int port = 0) => kind == "nanochat" ? new NanochatServer(port) : new OpenAiServer(port);

    public int Port { get; }

    public abstract string Kind { get; }

    /// <summary>What an upstream's BaseUrl is to be.</summary>
    public abstract string Url { get; }

    /// <summary>Where set, a request without it is answered with 401.</summary>
    public string? ApiKey { get; init; }

    public IReadOnlyList<string> Models { get; init; } = ["a-model"];

    /// <summary>Every request for an answer, refused ones too.</summary>
    public ConcurrentQueue<ModelRequest> Requests { get; } = new();

    /// <summary>How the next requests are answered.</summary>
    public Func<ModelReply, Task> Script { get; set; } = async reply =>
    {
        await reply.TokenAsync("Hel");
        await reply.TokenAsync("lo");
        await reply.EndAsync();
    };

    /// <summary>The settings of a server whose only upstream this is.</summary>
    public (string Key, string Value)[] Upstream(params (string Key, string Value)[] more) =>
    [
        ("Inference:Upstreams:0:Name", "the-upstream"),
        ("Inference:Upstreams:0:Kind", Kind),
        ("Inference:Upstreams:0:BaseUrl", Url),
        // A machine that is busy with many tests may need more than the default.
        ("Inference:ConnectTimeout", "00:01:00"),
        .. more,
    ];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task HandleAsync(HttpContext http);

    protected async Task AnswerAsync(HttpContext http, string? apiKey, Func<JsonElement, bool> accepts, Func<HttpContext, JsonElement, ModelReply> reply)
    {
        var body = (await JsonDocument.ParseAsync(http.Request.Body)).RootElement;
        Requests.Enqueue(new ModelRequest(body, apiKey, http.Request.ContentLength, http.Request.Headers.Cookie.ToString(), http.Connection.Id));
        if (ApiKey is not null && ApiKey != apiKey) http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (!accepts(body)) http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else await Script(reply(http, body));
    }

    /// <summary>True where the object has these properties only.</summary>
    protected static bool HasOnly(JsonElement json, params string[] properties) =>
        json.ValueKind == JsonValueKind.Object && json.EnumerateObject().All(property => properties.Contains(property.Name));
}

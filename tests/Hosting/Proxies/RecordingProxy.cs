using System.Text;
using Microsoft.AspNetCore.Http;

namespace SamosaChaat.Tests.Hosting.Proxies;

/// <summary>Stands before a real OpenAI-compatible server and passes everything on at once, so that a test can tell what the model has said by when.</summary>
public sealed class RecordingProxy(Uri target) : ModelServer(0)
{
    private readonly HttpClient client = new();
    private readonly Lock gate = new();
    private readonly List<byte> said = [];

    public override string Kind => "openai";

    public override string Url => $"http://127.0.0.1:{Port}/v1";

    /// <summary>What the model has said so far, as it came over the wire.</summary>
    public string Said
    {
        get
        {
            lock (gate) return Encoding.UTF8.GetString([.. said]);
        }
    }

    protected override async Task HandleAsync(HttpContext http)
    {
        using var request = new HttpRequestMessage(new(http.Request.Method), target.AbsoluteUri.TrimEnd('/') + http.Request.Path.Value!["/v1".Length..])
        {
            Content = new StreamContent(http.Request.Body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await using var body = await response.Content.ReadAsStreamAsync(http.RequestAborted);
        var some = new byte[16_384];
        while (await body.ReadAsync(some, http.RequestAborted) is > 0 and var count)
        {
            lock (gate) said.AddRange(some.AsSpan(0, count));
            await http.Response.Body.WriteAsync(some.AsMemory(0, count), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }
}

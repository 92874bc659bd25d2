using System.Text;
using Microsoft.AspNetCore.Http;

namespace SamosaChaat.Tests.Hosting.Proxies;

/// <summary>Stands before a real OpenAI-compatible server and passes everything on, so that a test can tell what the model has said by when.</summary>
public sealed class RecordingProxy(Uri target) : ModelServer(0)
{
    private readonly HttpClient client = new();
    private readonly Lock gate = new();
    private readonly List<byte> said = [];
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string Kind => "openai";

    public override string Url => $"http://127.0.0.1:{Port}/v1";

    /// <summary>The number of events after which everything waits for <see cref="Release"/>. Null to pass everything on at once.</summary>
    public int? HeldAfter { get; init; }

    /// <summary>What the model has said so far, as it was passed on.</summary>
    public string Said
    {
        get
        {
            lock (gate) return Encoding.UTF8.GetString([.. said]);
        }
    }

    /// <summary>Passes on the rest.</summary>
    public void Release() => released.TrySetResult();

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
        var (buffer, events) = (new byte[16_384], 0);
        while (await body.ReadAsync(buffer, http.RequestAborted) is > 0 and var count)
        {
            for (var rest = buffer.AsMemory(0, count); !rest.IsEmpty;)
            {
                if (events == HeldAfter) await released.Task.WaitAsync(http.RequestAborted);
                var end = rest.Span.IndexOf("\n\n"u8);
                if (end >= 0) events++;
                var part = end < 0 ? rest : rest[..(end + 2)];
                rest = rest[part.Length..];
                lock (gate) said.AddRange(part.Span);
                await http.Response.Body.WriteAsync(part, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
    }
}

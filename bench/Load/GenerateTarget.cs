using System.Net.Http.Headers;
using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.Load;

/// <summary>A model's service, or a proxy before several: what the program would ask it, below the model's name.</summary>
internal sealed class GenerateTarget : ITarget
{
    private static readonly byte[] Body = """{"messages":[{"role":"user","content":"Tell me about samosas."}],"temperature":null,"max_tokens":null,"top_k":null}"""u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public int EventsBefore => 0;

    public EventScanner Scanner() => new(hasIds: false);

    public HttpRequestMessage Request(string model, int client)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/{model}/generate") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = Json;
        return request;
    }
}

using System.Net.Http.Headers;
using System.Net.Mime;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>
/// The client of the samosaChaat inference service. <c>POST /generate</c> returns <c>{"token":…}</c> events and <c>{"done":true}</c>.
/// </summary>
internal sealed class NanochatClient(HttpClient http, Uri baseUrl, string? apiKey) : IChatClient
{
    private static readonly MediaTypeHeaderValue JsonType = new(MediaTypeNames.Application.Json);

    // Without the slash, Uri would drop the last segment of the base path.
    private readonly Uri root = new(baseUrl.AbsoluteUri.TrimEnd('/') + "/");

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Post, "generate");
        // Set the content length, because some servers do not read chunked bodies.
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(GenerateRequest.From(messages, options), Json.Options))
        {
            Headers = { ContentType = JsonType },
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        // The first update has no text. It shows that the service has sent its headers.
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant };

        using var events = new EventStreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        using var answer = new GenerateAnswer(options?.MaxOutputTokens);
        while (await events.FillAsync(cancellationToken))
        {
            if (answer.Read(events) is { } update) yield return update;
            answer.ThrowIfBroken();
            if (answer.Done) yield break;
        }

        throw new HttpIOException(HttpRequestError.ResponseEnded, "The stream ended without done.");
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (text, reason) = (new StringBuilder(), (ChatFinishReason?)null);
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            text.Append(TokensContent.TextOf(update));
            reason = update.FinishReason ?? reason;
        }

        return new(new ChatMessage(ChatRole.Assistant, text.ToString())) { FinishReason = reason };
    }

    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, "models");
        using var response = await http.SendAsync(request, ct);
        var registry = await response.Content.ReadFromJsonAsync<Registry>(Json.Options, ct);
        return [.. registry!.Models.Select(model => model?.ModelTag).OfType<string>()];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The HttpClient is shared, and its owner disposes it.
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(root, path));
        if (apiKey is not null) request.Headers.Add("X-Internal-API-Key", apiKey);
        return request;
    }

    private sealed record Registry(IReadOnlyList<Model?> Models);

    private sealed record Model(string? ModelTag);
}

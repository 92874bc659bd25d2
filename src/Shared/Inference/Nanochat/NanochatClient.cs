using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>The samosaChaat inference service: <c>POST /generate</c> answers with <c>{"token":…}</c> events and <c>{"done":true}</c>.</summary>
internal sealed class NanochatClient(HttpClient http, Uri baseUrl, string? apiKey) : IChatClient
{
    // Uri would drop the last part of a base path without a slash behind it.
    private readonly Uri root = new(baseUrl.AbsoluteUri.TrimEnd('/') + "/");

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Post, "generate");
        request.Content = JsonContent.Create(GenerateRequest.From(messages, options), options: Json.Options);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        // It has answered, if only with headers: a first update without text says so.
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant };

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var (count, half) = (0, "");
        var events = SseParser.Create(body, static (_, data) => GenerateEvent.Read(data));
        await foreach (var item in events.EnumerateAsync(cancellationToken))
        {
            if (item.Data.Token is { Length: > 0 } token)
            {
                count++;
                // Half of a pair waits for the other half, which comes with the next token; without it, it is no character.
                token = half + token;
                half = char.IsHighSurrogate(token[^1]) ? token[^1..] : "";
                yield return new ChatResponseUpdate(ChatRole.Assistant, Whole(token[..^half.Length]));
            }
            else if (!item.Data.Done)
            {
                // Whatever it is, it is a sign of life.
                yield return new ChatResponseUpdate();
            }

            if (!item.Data.Done) continue;
            // The service does not say why it is done; whoever wrote as much as was allowed was cut.
            yield return new ChatResponseUpdate { FinishReason = count == options?.MaxOutputTokens ? ChatFinishReason.Length : ChatFinishReason.Stop };
            yield break;
        }

        throw new HttpIOException(HttpRequestError.ResponseEnded, "The stream ended without done.");
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

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
        // The HttpClient is shared; its owner disposes it.
    }

    /// <summary>Halves that found no other become U+FFFD, as they would on the wire and in the store.</summary>
    private static string Whole(string text) => !text.Any(char.IsSurrogate) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(root, path));
        if (apiKey is not null) request.Headers.Add("X-Internal-API-Key", apiKey);
        return request;
    }

    private sealed record Registry(IReadOnlyList<Model?> Models);

    private sealed record Model(string? ModelTag);
}

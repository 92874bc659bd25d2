using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>
/// The client of the samosaChaat inference service. <c>POST /generate</c> returns <c>{"token":…}</c> events and <c>{"done":true}</c>.
/// </summary>
internal sealed class NanochatClient(UpstreamHttp http, bool thinkTags) : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await http.PostAsync("generate", GenerateRequest.From(messages, options), cancellationToken);
        // The first update has no text. It shows that the service has sent its headers.
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant };

        using var events = new EventStreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        using var answer = new GenerateAnswer(options?.MaxOutputTokens, thinkTags);
        while (await events.FillAsync(cancellationToken))
        {
            if (answer.Read(events) is { } update) yield return update;
            answer.ThrowIfBroken();
            if (answer.Done) yield break;
        }

        throw new HttpIOException(HttpRequestError.ResponseEnded, "The stream ended without done.");
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        TokensContent.WholeAsync(GetStreamingResponseAsync(messages, options, cancellationToken));

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The HttpClient is shared, and its owner disposes it.
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.OpenAi;

/// <summary>
/// The client of servers with OpenAI's chat completions API. It accepts what llama.cpp, Ollama, vLLM, Mistral, DeepSeek and others send.
/// </summary>
internal sealed class ChatCompletionsClient(UpstreamHttp http, bool thinkTags) : IChatClient
{
    /// <summary>The time to wait for the token count after the end of the answer.</summary>
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromSeconds(2);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var response = await http.PostAsync("chat/completions", CompletionRequest.From(messages, options), cancellationToken);
        // The first update has no text. It shows that the server has sent its headers.
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant };

        using var events = new EventStreamReader(await response.Content.ReadAsStreamAsync(reading.Token));
        using var answer = new CompletionAnswer(thinkTags);
        while (await FillAsync(events, answer, reading.Token))
        {
            if (events.IsJson())
            {
                // Some servers ignore that a stream was requested.
                yield return answer.ReadJson(await events.ReadAllAsync(reading.Token));
                answer.ThrowIfBroken();
                break;
            }

            if (answer.Read(events) is { } update) yield return update;
            if (!answer.HasEnded) answer.ThrowIfBroken();
            else if (answer.Done || answer.IsBroken) yield break;
            else reading.CancelAfter(AfterTheEnd);
        }

        if (!answer.HasEnded) throw new HttpIOException(HttpRequestError.ResponseEnded, "The stream ended without a finish_reason.");
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        TokensContent.WholeAsync(GetStreamingResponseAsync(messages, options, cancellationToken));

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The HttpClient is shared, and its owner disposes it.
    }

    /// <summary>Returns false at the end. A complete answer stays valid even if the stream fails after it.</summary>
    private static async ValueTask<bool> FillAsync(EventStreamReader events, CompletionAnswer answer, CancellationToken ct)
    {
        try
        {
            return await events.FillAsync(ct);
        }
        catch (Exception) when (answer.HasEnded)
        {
            return false;
        }
    }
}

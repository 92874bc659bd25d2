using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace SamosaChaat.Shared.Inference.OpenAi;

/// <summary>
/// Any server that speaks OpenAI's chat completions: the OpenAI client, plus what llama.cpp, Ollama and vLLM need that it leaves out.
/// </summary>
internal sealed class OpenAiUpstream : DelegatingChatClient
{
    /// <summary>The count of tokens comes right behind the answer's end, if it comes.</summary>
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromSeconds(2);

    private readonly HttpClient http;
    private readonly Uri models;
    private readonly string? apiKey;

    public OpenAiUpstream(HttpClient http, Uri baseUrl, string? apiKey)
        : base(Client(http, baseUrl, apiKey))
    {
        this.http = http;
        this.apiKey = apiKey;
        models = new Uri(baseUrl.AbsoluteUri.TrimEnd('/') + "/models");
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var finished = false;
        await using var updates = base.GetStreamingResponseAsync(messages, WithServerFields(options), reading.Token).GetAsyncEnumerator(reading.Token);
        while (await NextAsync(updates, finished))
        {
            var update = updates.Current;
            if (finished)
            {
                // Nothing but the count of tokens is expected now; text would come too late for an answer that is whole.
                if (update.Contents is not [UsageContent usage]) yield break;
                yield return new ChatResponseUpdate { Contents = [usage] };
                continue;
            }

#pragma warning disable SCME0001 // The client's only way to fields that it does not know.
            if (update.RawRepresentation is StreamingChatCompletionUpdate raw && raw.Patch.Contains("$.error"u8))
#pragma warning restore SCME0001
            {
                throw new JsonException("The server sent an error in its stream.");
            }

            finished = update.FinishReason is not null;
            if (finished) reading.CancelAfter(AfterTheEnd);
            yield return update;
        }

        // The client takes a stream that breaks off, and even a body that is no stream at all, for an end.
        if (!finished) throw new HttpIOException(HttpRequestError.ResponseEnded, "The stream ended without a finish_reason.");
    }

    /// <summary>Asks <c>GET /models</c>.</summary>
    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, models);
        if (apiKey is not null) request.Headers.Authorization = new("Bearer", apiKey);
        using var response = await http.SendAsync(request, ct);
        var list = await response.Content.ReadFromJsonAsync<ModelList>(Http.Json.Options, ct);
        return [.. list!.Data.Select(model => model?.Id).OfType<string>()];
    }

    /// <summary>False at the end. Once the answer is whole, it stays so however the stream ends.</summary>
    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, bool finished)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception) when (finished)
        {
            return false;
        }
    }

    private static IChatClient Client(HttpClient http, Uri baseUrl, string? apiKey) => new ChatClient(
        // The model is named in every request; the client only wants a word here, and a key even for servers that take none.
        "default",
        new ApiKeyCredential(string.IsNullOrEmpty(apiKey) ? "none" : apiKey),
        new OpenAIClientOptions
        {
            Endpoint = baseUrl,
            Transport = new HttpClientPipelineTransport(http),
            // The client's own retries come without a pause; who sent the message is told at once and can send it again.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            // It would give up after 100 s of silence, and a long prompt may take that; the runner watches for stalls.
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }).AsIChatClient();

    /// <summary>The client would send max_completion_tokens, which older servers do not know, and drop top_k, which OpenAI's protocol does not have.</summary>
    private static ChatOptions? WithServerFields(ChatOptions? options)
    {
        if (options is not ({ MaxOutputTokens: not null } or { TopK: not null })) return options;

        var (maxTokens, topK) = (options.MaxOutputTokens, options.TopK);
        var own = options.Clone();
        own.MaxOutputTokens = null;
        own.RawRepresentationFactory = _ =>
        {
            var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001
            if (maxTokens is { } tokens) raw.Patch.Set("$.max_tokens"u8, tokens);
            if (topK is { } k) raw.Patch.Set("$.top_k"u8, k);
#pragma warning restore SCME0001
            return raw;
        };
        return own;
    }

    private sealed record ModelList(IReadOnlyList<Model?> Data);

    private sealed record Model(string? Id);
}

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
/// The client of servers with OpenAI's chat completions API. It extends the OpenAI client for llama.cpp, Ollama and vLLM.
/// </summary>
internal sealed class OpenAiUpstream : DelegatingChatClient
{
    /// <summary>The time to wait for the token count after the end of the answer.</summary>
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
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var finished = false;
        await using var updates = base.GetStreamingResponseAsync(messages, WithServerFields(options), reading.Token)
            .GetAsyncEnumerator(reading.Token);
        while (await NextAsync(updates, finished))
        {
            var update = updates.Current;
            if (finished)
            {
                // Only the token count may follow. Text after the end of the answer is ignored.
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

        // The client treats a broken stream, and even a body that is no stream, as a normal end.
        if (!finished) throw new HttpIOException(HttpRequestError.ResponseEnded, "The stream ended without a finish_reason.");
    }

    /// <summary>Lists the models with <c>GET /models</c>.</summary>
    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, models);
        if (apiKey is not null) request.Headers.Authorization = new("Bearer", apiKey);
        using var response = await http.SendAsync(request, ct);
        var list = await response.Content.ReadFromJsonAsync<ModelList>(Http.Json.Options, ct);
        return [.. list!.Data.Select(model => model?.Id).OfType<string>()];
    }

    /// <summary>Returns false at the end. A complete answer stays valid even if the stream fails after it.</summary>
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
        // Every request names its model, so this name is not used. The client requires a key even for servers without keys.
        "default",
        new ApiKeyCredential(string.IsNullOrEmpty(apiKey) ? "none" : apiKey),
        new OpenAIClientOptions
        {
            Endpoint = baseUrl,
            Transport = new HttpClientPipelineTransport(http),
            // The client would retry without a pause. The sender gets the error at once and can send the message again.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            // The default timeout of 100 s is too short for a long prompt. The runner watches for stalls.
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }).AsIChatClient();

    /// <summary>
    /// Sets max_tokens and top_k. The client would send max_completion_tokens, which older servers do not know, and drop top_k, which
    /// OpenAI's API does not have.
    /// </summary>
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

using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.OpenAi;

/// <summary>
/// The body of <c>POST /chat/completions</c>. A value that is null is left out, because some servers reject null. It has
/// <c>max_tokens</c>, because older servers do not know <c>max_completion_tokens</c>, and <c>top_k</c>, which llama.cpp and vLLM have.
/// The last two are for <see cref="Continuations.FinalMessage"/>.
/// </summary>
internal sealed record CompletionRequest(
    string? Model,
    IReadOnlyList<CompletionMessage> Messages,
    bool Stream,
    CompletionStreamOptions StreamOptions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Temperature,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxTokens,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TopK,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? AddGenerationPrompt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? ContinueFinalMessage)
{
    public static CompletionRequest From(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var isFinalMessage = Continuations.Of(options) == Continuations.FinalMessage;
        return new(
            options?.ModelId,
            [.. messages.Select(message => new CompletionMessage(message.Role.Value, message.Text))],
            Stream: true,
            new(IncludeUsage: true),
            ExactNumber.Of(options?.Temperature),
            options?.MaxOutputTokens,
            options?.TopK,
            isFinalMessage ? false : null,
            isFinalMessage ? true : null);
    }
}

internal sealed record CompletionMessage(string Role, string Content);

/// <param name="IncludeUsage">True to receive the count of tokens after the answer.</param>
internal sealed record CompletionStreamOptions(bool IncludeUsage);

using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Lists the ways to ask a server to continue the text of a message of the model. The message is the last one of the prompt.
/// </summary>
internal static class Continuations
{
    /// <summary>The server cannot continue a text.</summary>
    public const string No = "no";

    /// <summary>The server continues the last message if it is the model's, as llama.cpp and Ollama do.</summary>
    public const string Prefill = "prefill";

    /// <summary>The server needs the parameter <c>continue_final_message</c>, as vLLM and SGLang do.</summary>
    public const string FinalMessage = "continue_final_message";

    private const string Option = "continues";

    /// <summary>Asks for a continuation with these options.</summary>
    public static ChatOptions Continuing(this ChatOptions options, string way)
    {
        (options.AdditionalProperties ??= [])[Option] = way;
        return options;
    }

    /// <summary>Returns the way of a continuation. Returns <see cref="No"/> for a new answer.</summary>
    public static string Of(ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Option, out string? way) is true && way is not null ? way : No;
}

using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Inference;

/// <summary>The system message of a prompt: the operator's system prompt, and then the conversation's instructions.</summary>
/// <param name="SystemPrompt">The setting <c>Inference:SystemPrompt</c>. Null if it is not set.</param>
/// <param name="Instructions">The instructions of the conversation. Null if it has none.</param>
internal sealed record SystemMessage(Instructions? SystemPrompt, Instructions? Instructions)
{
    public static readonly SystemMessage None = new(SystemPrompt: null, Instructions: null);

    /// <summary>The text of both in one message, because many chat templates accept only one. Null if there is neither.</summary>
    public string? Text => (SystemPrompt, Instructions) switch
    {
        ({ } first, { } second) => $"{first.Text}\n\n{second.Text}",
        _ => (SystemPrompt ?? Instructions)?.Text,
    };

    public int SystemPromptTokens => SystemPrompt?.Tokens ?? 0;

    public int InstructionsTokens => Instructions?.Tokens ?? 0;
}

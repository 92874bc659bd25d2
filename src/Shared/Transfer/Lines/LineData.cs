using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Transfer.Lines;

/// <summary>Holds what the request of a turn said. The upstream decided where a value is null.</summary>
internal sealed record SamplingData(double? Temperature, int? MaxTokens, int? TopK);

/// <summary>Tells how an attempt ended.</summary>
/// <param name="Error">The failure that cut the answer off. Null if there was none.</param>
internal sealed record OutcomeData(
    int Attempt, string ModelTag, string FinishReason, Problem? Error, ReasoningData? Reasoning, PromptData? Prompt);

internal sealed record ReasoningData(string Content, int Tokens);

/// <summary>Tells what the model got. The ids and reasons are those of <c>GET …/context</c>.</summary>
internal sealed record PromptData(
    IReadOnlyList<Guid> Messages,
    int Tokens,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<Guid> EmptyAnswers,
    int SystemPromptTokens,
    int InstructionsTokens);

internal sealed record AnswerData(Guid Id, string Content, int TokenCount, string ModelTag, int InferenceTimeMs, DateTime CreatedAt);

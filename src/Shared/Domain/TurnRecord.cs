namespace SamosaChaat.Shared.Domain;

/// <summary>What is stored of a turn beside its messages.</summary>
/// <param name="Id">Of its user message.</param>
/// <param name="Attempt">Number of the latest attempt, from 0.</param>
/// <param name="ModelTag">Whom the latest attempt asks.</param>
/// <param name="Outcome">The one that stands; null until the first attempt has ended.</param>
/// <param name="Sent">What the latest attempt was sent; null while that is not stored yet.</param>
/// <param name="AnswerId">
/// The id that the answer of the latest attempt gets. It is made before the attempt is written, and so tells one write from another; null for an
/// attempt from before it was stored.
/// </param>
internal sealed record TurnRecord(
    Guid Id,
    Guid ConversationId,
    bool IsRunning,
    int Attempt,
    string ModelTag,
    Sampling Sampling,
    StoredOutcome? Outcome,
    SentPrompt? Sent,
    Guid? AnswerId = null)
{
    /// <summary>The finish reason of the answer that there is; null if there is none.</summary>
    public string? Standing(Message? answer) => answer is null ? null : Outcome?.FinishReason;
}

/// <summary>How an attempt ended, with what it takes to write its events again.</summary>
/// <param name="FinishReason">One of <see cref="FinishReasons"/>.</param>
/// <param name="TokenLengths">UTF-16 units of each token event, as <c>TokenLengths</c> packs them; null where that was not kept.</param>
/// <param name="Failure">The problem, as JSON, if it failed.</param>
internal sealed record StoredOutcome(string FinishReason, int Attempt, byte[]? TokenLengths, string? Failure);

/// <summary>What the model was sent.</summary>
/// <param name="MessageIds">Oldest first; the last one is the turn's own message. Empty where nothing was sent.</param>
/// <param name="Tokens">Of all of them.</param>
/// <param name="LeftOut">Why older messages were not sent, of <see cref="LeftOutReasons"/>: the last one goes for all of them but those, newest first, that have a reason before it. Empty if all were sent.</param>
internal sealed record SentPrompt(IReadOnlyList<Guid> MessageIds, int Tokens, IReadOnlyList<string> LeftOut)
{
    public static readonly SentPrompt Nothing = new([], 0, []);
}

/// <summary>Why a message is not sent.</summary>
internal static class LeftOutReasons
{
    public const string MaxHistoryMessages = "max_history_messages";
    public const string MaxPromptTokens = "max_prompt_tokens";
    public const string AnswerWithoutQuestion = "answer_without_question";
}

/// <summary>How the model shall choose its words; null leaves it to the model's server.</summary>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">1 to 4096.</param>
/// <param name="TopK">0 to 200; passed on where the protocol has it.</param>
internal sealed record Sampling(double? Temperature, int? MaxTokens, int? TopK);

/// <summary>A piece of an answer that grows.</summary>
/// <param name="Position">Number of its first token within the answer.</param>
/// <param name="ElapsedMs">Milliseconds from the request to its last token.</param>
internal sealed record Checkpoint(int Position, string Text, byte[] TokenLengths, int ElapsedMs);

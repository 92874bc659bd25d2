namespace SamosaChaat.Shared.Domain;

/// <summary>The stored state of a turn, except its messages.</summary>
/// <param name="Id">The id of the turn's user message.</param>
/// <param name="Attempt">The number of the latest attempt, from 0.</param>
/// <param name="ModelTag">The model of the latest attempt.</param>
/// <param name="Outcome">The current outcome. Null until the first attempt ends.</param>
/// <param name="Sent">The prompt of the latest attempt. Null until it is stored.</param>
/// <param name="AnswerId">
/// The id that the answer of the latest attempt gets. It is made before the attempt is written, so it tells one write from another.
/// Null for an attempt from before the id was stored.
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
    /// <summary>The seams of the latest attempt's answer.</summary>
    public Seams Seams { get; init; } = Seams.None;

    /// <summary>True if the turns that follow stay on the active path when the latest attempt's answer replaces the standing one.</summary>
    public bool KeepsFollowing { get; init; }

    /// <summary>Returns the finish reason of the stored answer, or null if there is no answer.</summary>
    public string? Standing(bool hasAnswer) => hasAnswer ? Outcome?.FinishReason : null;
}

/// <summary>One version of a turn's answer.</summary>
/// <param name="Turn">The turn as it was when this answer stood. Its latest attempt is the one that wrote the answer.</param>
internal sealed record AnswerVersion(TurnRecord Turn, Message Answer)
{
    /// <summary>Makes a version of an answer that stands.</summary>
    /// <param name="turn">The turn, whose outcome is the answer's.</param>
    public static AnswerVersion Of(TurnRecord turn, Message answer) => new(
        turn with
        {
            IsRunning = false,
            Attempt = turn.Outcome!.Attempt,
            Sampling = new(Temperature: null, MaxTokens: null, TopK: null),
            AnswerId = answer.Id,
            KeepsFollowing = false,
        },
        answer with { IsActive = true });
}

/// <summary>The outcome of an attempt, with the data that a replay of its events needs.</summary>
/// <param name="FinishReason">One of <see cref="FinishReasons"/>.</param>
/// <param name="TokenLengths">
/// The length of each token event in UTF-16 units, packed by <c>TokenLengths</c>. Null if it was not kept.
/// </param>
/// <param name="Failure">The problem as JSON if the attempt failed.</param>
/// <param name="Reasoning">The reasoning before and between the text of the answer. Null if the model wrote none.</param>
internal sealed record StoredOutcome(
    string FinishReason, int Attempt, byte[]? TokenLengths, string? Failure, Reasoning? Reasoning = null);

/// <summary>The reasoning of a model. It is stored and shown, and never sent to a model again.</summary>
/// <param name="Tokens">The upstream's count if it has one, else the number of token events. It is not part of the answer's count.</param>
internal sealed record Reasoning(string Text, int Tokens);

/// <summary>The prompt that was sent to the model.</summary>
/// <param name="MessageIds">
/// The ids of the messages, oldest first. The last one is the turn's user message. Empty if nothing was sent.
/// </param>
/// <param name="Tokens">The number of tokens of all that was sent.</param>
/// <param name="LeftOut">
/// The reasons for leaving out older messages, from <see cref="LeftOutReasons"/>, newest message first. The last reason applies to all
/// remaining messages. Empty if all messages were sent, apart from <see cref="EmptyAnswers"/>.
/// </param>
internal sealed record SentPrompt(IReadOnlyList<Guid> MessageIds, int Tokens, IReadOnlyList<string> LeftOut)
{
    public static readonly SentPrompt Nothing = new([], 0, []);

    /// <summary>The ids of the answers without text that were left out, newest first. <see cref="LeftOut"/> does not count them.</summary>
    public IReadOnlyList<Guid> EmptyAnswers { get; init; } = [];

    /// <summary>The number of tokens of the operator's system prompt. <see cref="Tokens"/> includes them.</summary>
    public int SystemPromptTokens { get; init; }

    /// <summary>The number of tokens of the conversation's instructions. <see cref="Tokens"/> includes them.</summary>
    public int InstructionsTokens { get; init; }
}

/// <summary>The reasons for leaving a message out of the prompt.</summary>
internal static class LeftOutReasons
{
    public const string MaxHistoryMessages = "max_history_messages";
    public const string MaxPromptTokens = "max_prompt_tokens";
    public const string AnswerWithoutQuestion = "answer_without_question";
    public const string EmptyAnswer = "empty_answer";

    /// <summary>Returns true if this is one of the reasons.</summary>
    public static bool IsKnown(string reason) => reason is MaxHistoryMessages or MaxPromptTokens or AnswerWithoutQuestion or EmptyAnswer;
}

/// <summary>The sampling parameters. The upstream decides where a value is null.</summary>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">1 to the maximum of the model that was asked first. A later attempt is sent at most its own model's.</param>
/// <param name="TopK">0 to 200. Sent only if the upstream's protocol supports it.</param>
internal sealed record Sampling(double? Temperature, int? MaxTokens, int? TopK);

/// <summary>A stored piece of an answer that is still growing.</summary>
/// <param name="Position">The index of its first token in the answer.</param>
/// <param name="ElapsedMs">Milliseconds from the request to its last token.</param>
internal sealed record Checkpoint(int Position, string Text, byte[] TokenLengths, int ElapsedMs);

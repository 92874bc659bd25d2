using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Transfer.Lines;

/// <summary>Makes lines of what is stored. It leaves out what only serves running turns and their replay.</summary>
internal static class LineMapping
{
    public static AccountLine Of(User user) => new(user.Id, user.Email, user.Name, user.CreatedAt);

    public static ConversationLine Of(ConversationState state) => Of(state.Conversation, state.Instructions, state.PathEnd?.Sequence);

    /// <param name="active">The sequence of the last turn of the active path. Null if there is none.</param>
    public static ConversationLine Of(Conversation conversation, Instructions? instructions, int? active) => new(
        conversation.Id,
        conversation.Title,
        conversation.ModelTag,
        conversation.CreatedAt,
        conversation.UpdatedAt,
        instructions?.Text,
        active,
        conversation.IsPinned,
        conversation.IsArchived);

    /// <summary>Makes a line of a turn. One whose first attempt runs becomes one that was interrupted before the model wrote any text.</summary>
    public static TurnLine Of(Message question, WholeTurn stored, Message? answer)
    {
        var turn = stored.Turn;
        return new(
            question.Id,
            question.Sequence,
            question.Parent,
            question.ParentAttempt,
            question.Content,
            question.ModelTag,
            question.CreatedAt,
            new(turn.Sampling.Temperature, turn.Sampling.MaxTokens, turn.Sampling.TopK),
            turn.Attempt,
            stored.StartedAt,
            stored.EndedAt ?? stored.StartedAt,
            Of(turn, turn.Outcome ?? new(FinishReasons.Interrupted, turn.Attempt, TokenLengths: null, Failure: null)),
            answer is null ? null : Of(answer));
    }

    public static VersionLine Of(AnswerVersion version) =>
        new(version.Turn.Id, Of(version.Turn, version.Turn.Outcome!), Of(version.Answer));

    private static OutcomeData Of(TurnRecord turn, StoredOutcome outcome) => new(
        outcome.Attempt,
        turn.ModelTag,
        outcome.FinishReason,
        outcome.Failure is { } failure ? JsonSerializer.Deserialize<Problem>(failure, Json.Options) : null,
        outcome.Reasoning is { } reasoning ? new(reasoning.Text, reasoning.Tokens) : null,
        turn.Sent is { } sent
            ? new(sent.MessageIds, sent.Tokens, sent.LeftOut, sent.EmptyAnswers, sent.SystemPromptTokens, sent.InstructionsTokens)
            : null);

    private static AnswerData Of(Message answer) =>
        new(answer.Id, answer.Content, answer.TokenCount, answer.ModelTag, answer.InferenceTimeMs, answer.CreatedAt);
}

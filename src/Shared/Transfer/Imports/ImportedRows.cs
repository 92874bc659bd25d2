using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Holds the rows of a conversation, ready to be written.</summary>
internal sealed class ImportedRows
{
    private readonly List<Message> messages = [];
    private readonly List<WholeTurn> turns = [];
    private readonly List<AnswerVersion> versions = [];
    private readonly Instructions? instructions;

    /// <param name="whole">A conversation without a fault.</param>
    /// <param name="count">Counts tokens. The counts of a file could deceive the limits of a prompt.</param>
    public ImportedRows(Guid userId, ImportedConversation whole, Func<string, int> count)
    {
        var head = whole.Head;
        Conversation = new(
            head.Id, userId, head.Title, head.ModelTag, head.CreatedAt, head.UpdatedAt, head.Pinned, head.Archived);
        instructions = head.Instructions is { } text ? new(text, count(text)) : null;
        var active = whole.ActivePath().Select(step => step.Question.Sequence).ToHashSet();
        foreach (var turn in whole.Turns) Add(turn, active.Contains(turn.Sequence), count);
        var questions = whole.Turns.ToDictionary(turn => turn.Id);
        foreach (var version in whole.Versions) versions.Add(VersionOf(questions[version.Turn], version));
    }

    public Conversation Conversation { get; }

    public void Write(ITableWriter writes)
    {
        writes.Add(Conversation);
        if (instructions is not null) writes.SetInstructions(Conversation.Id, instructions);
        foreach (var message in messages) writes.Add(message);
        foreach (var turn in turns) writes.Add(turn);
        foreach (var version in versions) writes.Keep(version);
    }

    private void Add(TurnLine line, bool isActive, Func<string, int> count)
    {
        messages.Add(new(
            line.Id, Conversation.Id, line.Sequence, Roles.User, line.Content, count(line.Content), line.ModelTag, 0, line.CreatedAt)
        {
            Parent = line.Parent,
            ParentAttempt = line.ParentAttempt,
            IsActive = isActive,
        });
        if (line.Answer is { } answer) messages.Add(AnswerOf(line, answer) with { IsActive = isActive });
        var sampling = line.Sampling;
        var turn = new TurnRecord(
            line.Id,
            Conversation.Id,
            IsRunning: false,
            line.Attempt,
            line.Outcome.ModelTag,
            new(sampling.Temperature, sampling.MaxTokens, sampling.TopK),
            OutcomeOf(line.Outcome),
            SentOf(line.Outcome),
            line.Answer?.Id);
        turns.Add(new(turn, line.StartedAt, line.EndedAt));
    }

    private AnswerVersion VersionOf(TurnLine turn, VersionLine line) => AnswerVersion.Of(
        new(
            turn.Id,
            Conversation.Id,
            IsRunning: false,
            line.Outcome.Attempt,
            line.Outcome.ModelTag,
            new(Temperature: null, MaxTokens: null, TopK: null),
            OutcomeOf(line.Outcome),
            SentOf(line.Outcome)),
        AnswerOf(turn, line.Answer));

    private Message AnswerOf(TurnLine turn, AnswerData answer) => new(
        answer.Id,
        Conversation.Id,
        turn.Sequence + 1,
        Roles.Assistant,
        answer.Content,
        answer.TokenCount,
        answer.ModelTag,
        answer.InferenceTimeMs,
        answer.CreatedAt);

    private static StoredOutcome OutcomeOf(OutcomeData data) => new(
        data.FinishReason,
        data.Attempt,
        TokenLengths: null,
        data.Error is { } error ? JsonSerializer.Serialize(error, Json.Options) : null,
        data.Reasoning is { } reasoning ? new(reasoning.Content, reasoning.Tokens) : null);

    private static SentPrompt? SentOf(OutcomeData data) => data.Prompt is not { } prompt ? null : new(
        prompt.Messages, prompt.Tokens, prompt.LeftOut)
    {
        EmptyAnswers = prompt.EmptyAnswers,
        SystemPromptTokens = prompt.SystemPromptTokens,
        InstructionsTokens = prompt.InstructionsTokens,
    };
}

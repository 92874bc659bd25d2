using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>
/// Writes a conversation of another program as our own lines. The same user and file always give the same ids and times, so a second import
/// changes nothing.
/// </summary>
internal sealed class ForeignLines(Guid userId, Func<string, int> count)
{
    private const string NoMessage = "The conversation has no message that was shown.";

    public FoundConversation Of(ForeignConversation conversation)
    {
        var id = NameBasedId.Create(userId, conversation.Id);
        var all = new ForeignTurns(conversation);
        if (all.Last is not { } last) return FoundConversation.Invalid(id, NoMessage);

        var model = ForeignText.Model(conversation.Model ?? all.Ordered.SelectMany(turn => turn.Answers).Select(one => one.Model).LastOrDefault(one => one is not null));
        var times = all.Ordered.Select(turn => turn.Time).Concat(all.Ordered.SelectMany(turn => turn.Answers).Select(one => one.Last.Time).OfType<DateTime>());
        var created = conversation.CreatedAt ?? times.Min();
        var head = new ConversationLine(
            id, ForeignText.Title(conversation.Title), model, created, conversation.UpdatedAt ?? times.Append(created).Max(), null, last.Sequence);
        var turns = all.Ordered.Select(turn => Turn(conversation.Id, turn, model)).ToList();
        var versions = all.Ordered.SelectMany(turn => Versions(conversation.Id, turn, model)).ToList();
        return FoundConversation.Checked(new(head, turns, versions));
    }

    private TurnLine Turn(string conversation, ForeignTurn turn, string model)
    {
        var standing = turn.Standing >= 0 ? turn.Answers[turn.Standing] : null;
        return new(
            Id(conversation, turn.Question.Id),
            turn.Sequence,
            turn.Parent?.Sequence ?? Message.NoParent,
            turn.ParentAttempt,
            ForeignText.Question(turn.Question.Content!),
            ModelOf(standing, model),
            turn.Time,
            new(Temperature: null, MaxTokens: null, TopK: null),
            Math.Max(0, turn.Answers.Count - 1),
            turn.Time,
            standing?.Last.Time ?? turn.Time,
            Outcome(standing, Math.Max(0, turn.Standing), model),
            standing is null ? null : Answer(conversation, turn, standing, model));
    }

    private IEnumerable<VersionLine> Versions(string conversation, ForeignTurn turn, string model) =>
        from attempt in Enumerable.Range(0, turn.Answers.Count)
        where attempt != turn.Standing
        let answer = turn.Answers[attempt]
        select new VersionLine(
            Id(conversation, turn.Question.Id), Outcome(answer, attempt, model), Answer(conversation, turn, answer, model));

    private OutcomeData Outcome(ForeignAnswer? answer, int attempt, string model)
    {
        var reasoning = ForeignText.Clean(answer?.Reasoning ?? "");
        return new(
            attempt,
            ModelOf(answer, model),
            answer?.Last.FinishReason ?? FinishReasons.Cancelled,
            Error: null,
            reasoning.Length > 0 ? new(reasoning, count(reasoning)) : null,
            Prompt: null);
    }

    private AnswerData Answer(string conversation, ForeignTurn turn, ForeignAnswer answer, string model)
    {
        var text = ForeignText.Clean(answer.Text);
        return new(Id(conversation, answer.Id), text, count(text), ModelOf(answer, model), 0, answer.Last.Time ?? turn.Time);
    }

    private static string ModelOf(ForeignAnswer? answer, string model) => answer?.Model is { } own ? ForeignText.Model(own) : model;

    // An id is one within its conversation. A copy of a conversation can have the same messages.
    private Guid Id(string conversation, string message) => NameBasedId.Create(userId, $"{conversation} {message}");
}

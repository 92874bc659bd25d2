using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Tests.Storage;

/// <summary>What an export reads and an import writes.</summary>
internal sealed partial class StoreModel
{
    public ConversationState? FindConversationState(Guid userId, Guid id) => FindConversation(userId, id) is not { } own ? null : new(
        own,
        Running(id)?.Id,
        In(id).LastOrDefault()?.Sequence,
        Path(id).LastOrDefault(m => m.Role == Roles.User) is { } last ? new(last.Sequence, Standing(last)) : null,
        instructions.GetValueOrDefault(id));

    public Guid[] ReadConversationIds(Guid userId, Guid after) =>
    [
        .. conversations.Values.Where(c => c.UserId == userId && !c.IsTemporary && Order(c.Id, after) > 0).Select(c => c.Id).Order(Comparer<Guid>.Create(Order)),
    ];

    public List<ToldTurn> ReadTurns(Guid userId, Guid id, int from, int to) => FindConversation(userId, id) is null ? [] :
    [
        .. In(id).Where(m => m.Role == Roles.User && m.Sequence >= from && m.Sequence <= to).Select(question => new ToldTurn(
            question,
            turns[question.Id],
            AnswerTo(question.Id) is { } answer && answer.Sequence <= to ? answer : null,
            [.. kept.GetValueOrDefault(question.Id, []).Keys.Where(attempt => attempt != turns[question.Id].Outcome?.Attempt)])),
    ];

    public AnswerVersion? ReadVersion(Guid userId, Guid id, Guid turnId, int attempt) =>
        ReadTurn(userId, id, turnId) is not null && kept.TryGetValue(turnId, out var all) ? all.GetValueOrDefault(attempt) : null;

    /// <param name="whole">A conversation with one turn, which has another version.</param>
    public AddStatus AddImported(Guid userId, ImportedConversation whole, bool mayAdd)
    {
        var head = whole.Head;
        if (FindUser(userId) is null) return AddStatus.NoUser;
        if (FindConversation(userId, head.Id) is not null) return AddStatus.Exists;
        if (FindTrashed(userId, head.Id) is { IsForEver: false }) return AddStatus.InTrash;
        if (Exists(head.Id) || whole.MessageIds.Any(IsTaken)) return AddStatus.Taken;
        if (!mayAdd) return AddStatus.Full;

        conversations[head.Id] = new(head.Id, userId, head.Title, head.ModelTag, head.CreatedAt, head.UpdatedAt);
        var (turn, version) = (whole.Turns[0], whole.Versions[0]);
        messages[turn.Id] = new(turn.Id, head.Id, 0, Roles.User, turn.Content, turn.Content.Length, turn.ModelTag, 0, turn.CreatedAt);
        messages[turn.Answer!.Id] = Answer(turn.Answer);
        turns[turn.Id] = Turn(turn.Outcome, turn.Answer.Id) with { Sampling = new(turn.Sampling.Temperature, turn.Sampling.MaxTokens, turn.Sampling.TopK) };
        kept[turn.Id] = new() { [0] = new(Turn(version.Outcome, version.Answer.Id), Answer(version.Answer)) };
        return AddStatus.Added;

        Message Answer(AnswerData answer) => new(
            answer.Id, head.Id, 1, Roles.Assistant, answer.Content, answer.TokenCount, answer.ModelTag, answer.InferenceTimeMs, answer.CreatedAt);

        TurnRecord Turn(OutcomeData outcome, Guid answerId) => new(
            turn.Id, head.Id, false, outcome.Attempt, outcome.ModelTag, new(null, null, null), new(outcome.FinishReason, outcome.Attempt, null, null), null, answerId);
    }

    private bool IsTaken(Guid id) =>
        messages.ContainsKey(id) || turns.ContainsKey(id) || kept.Values.Any(versions => versions.Values.Any(version => version.Answer.Id == id));
}

/// <summary>An exported turn without its times, which the model does not have.</summary>
internal sealed record ToldTurn(Message Question, TurnRecord Turn, Message? Answer, IReadOnlyList<int> OtherAttempts);

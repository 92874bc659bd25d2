using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Holds a whole conversation as lines.</summary>
/// <param name="Turns">In order of their sequences.</param>
/// <param name="Versions">In order of their turns, and then of their attempts.</param>
internal sealed record ImportedConversation(ConversationLine Head, IReadOnlyList<TurnLine> Turns, IReadOnlyList<VersionLine> Versions)
{
    /// <summary>The ids of all its messages and versions.</summary>
    public IEnumerable<Guid> MessageIds => Turns.Select(turn => turn.Id)
        .Concat(Turns.Select(turn => turn.Answer).OfType<AnswerData>().Select(answer => answer.Id))
        .Concat(Versions.Select(version => version.Answer.Id));

    /// <summary>Returns the turns of the active path, each with the version of its answer that the path goes through.</summary>
    public IReadOnlyList<PathStep> ActivePath()
    {
        var nodes = Turns.Select(turn => new MessageNode(
            turn.Id, turn.Sequence, turn.Parent, turn.ParentAttempt, IsActive: false, turn.Outcome.Attempt)).ToList();
        var tree = new MessageTree(
            nodes, Versions.Select(version => new VersionName(version.Turn, version.Outcome.Attempt, version.Answer.Id)));
        return nodes.Find(node => node.Sequence == Head.Active) is { } last
            ? [.. tree.PathTo(last), new(last, last.Attempt ?? 0)]
            : [];
    }

    /// <summary>Returns all lines in the order in which an export has them.</summary>
    public IEnumerable<ExportLine> Lines()
    {
        yield return Head;
        var versionsOf = Versions.ToLookup(version => version.Turn);
        foreach (var turn in Turns)
        {
            yield return turn;
            foreach (var version in versionsOf[turn.Id].OrderBy(version => version.Outcome.Attempt)) yield return version;
        }

        yield return new ConversationEndLine(Head.Id, Turns.Count, Versions.Count);
    }

    /// <summary>
    /// Returns the conversation with other ids for itself and all its messages. The same user and the same ids always give the same ones, and
    /// nobody else's data has them.
    /// </summary>
    public ImportedConversation WithIdsOf(Guid userId)
    {
        var ids = MessageIds.ToDictionary(id => id, id => Derive(userId, id));
        return new(
            Head with { Id = Derive(userId, Head.Id) },
            [.. Turns.Select(turn => turn with { Id = ids[turn.Id], Outcome = Renamed(turn.Outcome), Answer = With(turn.Answer) })],
            [.. Versions.Select(version => version with
            {
                Turn = ids[version.Turn],
                Outcome = Renamed(version.Outcome),
                Answer = With(version.Answer)!,
            })]);

        AnswerData? With(AnswerData? answer) => answer is null ? null : answer with { Id = ids[answer.Id] };

        OutcomeData Renamed(OutcomeData outcome) => outcome.Prompt is not { } prompt ? outcome : outcome with
        {
            Prompt = prompt with { Messages = All(prompt.Messages), EmptyAnswers = All(prompt.EmptyAnswers) },
        };

        // A message that is in no version of the conversation keeps its id.
        Guid[] All(IReadOnlyList<Guid> messages) => [.. messages.Select(id => ids.GetValueOrDefault(id, id))];
    }

    /// <summary>Returns the id that a conversation or a message gets if its own is taken.</summary>
    public static Guid Derive(Guid userId, Guid id) => NameBasedId.Create(userId, $"{id:D}");
}

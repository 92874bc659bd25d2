using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Decides whether the lines of a conversation are one that this server could have written itself.</summary>
internal static class ImportRules
{
    private const string Order = "The turns are not in the order of their sequences, or follow a turn that is not there.";
    private const string Ids = "An id is missing, occurs twice, or is the nil UUID.";
    private const string Attempts = "The attempts of a turn do not fit together.";
    private const string Active = "The active path does not end with one of the turns, or goes through an answer that does not stand.";

    private static readonly string Versions = $"A message has more than {MessageTree.MaxVersions} versions.";

    private static readonly ConversationRules OfHead = new();
    private static readonly TurnRules OfTurn = new();
    private static readonly VersionRules OfVersion = new();

    /// <summary>Returns the first fault as a sentence, or null.</summary>
    public static string? Fault(ImportedConversation whole) =>
        Texts(whole)
        ?? (AreInOrder(whole.Turns) ? null : Order)
        ?? (HaveIds(whole) ? null : Ids)
        ?? (AttemptsFit(whole) ? null : Attempts)
        ?? (HaveRoom(whole) ? null : Versions)
        ?? (HasActive(whole) ? null : Active);

    private static string? Texts(ImportedConversation whole) =>
        OfHead.Validate(whole.Head).Errors
            .Concat(whole.Turns.SelectMany(turn => OfTurn.Validate(turn).Errors))
            .Concat(whole.Versions.SelectMany(version => OfVersion.Validate(version).Errors))
            .FirstOrDefault()?.ErrorMessage;

    private static bool AreInOrder(IReadOnlyList<TurnLine> turns)
    {
        var (known, last) = (new HashSet<int>(), Message.NoParent);
        foreach (var turn in turns)
        {
            var isKnown = turn.Parent == Message.NoParent || known.Contains(turn.Parent);
            if (turn.Sequence <= last || turn.Sequence % 2 != 0 || turn.Sequence >= Message.MaxSequence || !isKnown) return false;
            known.Add(last = turn.Sequence);
        }

        return true;
    }

    private static bool HaveIds(ImportedConversation whole)
    {
        var messages = whole.MessageIds.ToList();
        var questions = whole.Turns.Select(turn => turn.Id).ToHashSet();
        var all = messages.Append(whole.Head.Id).ToHashSet();
        return all.Count == messages.Count + 1
            && !all.Contains(Guid.Empty)
            && whole.Versions.All(version => questions.Contains(version.Turn));
    }

    private static bool AttemptsFit(ImportedConversation whole)
    {
        var versionsOf = whole.Versions.ToLookup(version => version.Turn, version => version.Outcome.Attempt);
        return whole.Turns.All(turn =>
        {
            int[] attempts = [turn.Outcome.Attempt, .. versionsOf[turn.Id]];
            return attempts.Distinct().Count() == attempts.Length && attempts.Max() <= turn.Attempt;
        });
    }

    private static bool HaveRoom(ImportedConversation whole)
    {
        var answers = whole.Versions.Select(version => version.Turn)
            .Concat(whole.Turns.Where(turn => turn.Answer is not null).Select(turn => turn.Id));
        return whole.Turns.GroupBy(turn => (turn.Parent, turn.ParentAttempt)).All(group => group.Count() <= MessageTree.MaxVersions)
            && answers.GroupBy(id => id).All(group => group.Count() <= MessageTree.MaxVersions);
    }

    private static bool HasActive(ImportedConversation whole)
    {
        var path = whole.ActivePath();
        return path.Count > 0
            ? path.All(step => step.Attempt == step.Question.Attempt)
            : whole.Head.Active is null && whole.Turns.Count == 0;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Transfer.Exports;

/// <summary>Holds a turn as an export needs it.</summary>
/// <param name="Answer">The answer that stands. Null if there is none.</param>
/// <param name="OtherAttempts">The attempts whose answers are further versions, in order.</param>
internal sealed record ExportedTurn(Message Question, WholeTurn Turn, Message? Answer, IReadOnlyList<int> OtherAttempts)
{
    /// <summary>Puts turns together. A question at the end may have an answer that was not read, so it is left out of a full page.</summary>
    /// <param name="messages">The messages in order.</param>
    public static List<ExportedTurn> Of(
        IReadOnlyList<Message> messages, bool isFull, IEnumerable<WholeTurn> turns, IEnumerable<VersionName> versions)
    {
        var turnOf = turns.ToDictionary(stored => stored.Turn.Id);
        var versionsOf = versions.ToLookup(version => version.TurnId, version => version.Attempt);
        var all = new List<ExportedTurn>();
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role != Roles.User || !turnOf.TryGetValue(messages[i].Id, out var turn)) continue;
            if (isFull && i > 0 && i == messages.Count - 1) break;
            var answer = i + 1 < messages.Count && messages[i + 1].Sequence == messages[i].Sequence + 1 ? messages[i + 1] : null;
            var standing = turn.Turn.Outcome?.Attempt;
            all.Add(new(messages[i], turn, answer, [.. versionsOf[messages[i].Id].Where(attempt => attempt != standing).Order()]));
        }

        return all;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Conversations.ForkConversation;

/// <summary>Writes copies of the messages and turns of a path. The copies follow each other without a gap, and none runs.</summary>
internal static class PathCopy
{
    /// <param name="path">The messages, oldest first.</param>
    /// <param name="turns">Their turns.</param>
    /// <param name="newId">Returns the id of the copy of the message with this sequence.</param>
    public static void Write(
        Guid forkId, IReadOnlyList<Message> path, IReadOnlyList<WholeTurn> turns, Func<int, Guid> newId, ITableWriter writes)
    {
        var ids = path.ToDictionary(message => message.Id, message => newId(message.Sequence));
        var turnOf = turns.ToDictionary(stored => stored.Turn.Id);
        var (sequence, attempt) = (Message.NoParent, 0);
        foreach (var message in path)
        {
            var isQuestion = message.Role == Roles.User;
            if (isQuestion) sequence += 2;
            writes.Add(message with
            {
                Id = ids[message.Id],
                ConversationId = forkId,
                Sequence = isQuestion ? sequence : sequence + 1,
                Parent = (isQuestion ? sequence : sequence + 1) - 2,
                ParentAttempt = isQuestion ? attempt : 0,
            });
            if (!isQuestion) continue;

            var isLast = ReferenceEquals(message, path[^1]);
            var copy = Copy(turnOf[message.Id], isLast);
            attempt = copy.Turn.Outcome!.Attempt;
            writes.Add(copy);
        }

        WholeTurn Copy(WholeTurn stored, bool isLast)
        {
            var turn = stored.Turn;
            // The copy of a question without its answer is a turn that was cancelled before the model wrote any text.
            var outcome = isLast || turn.Outcome is null ? new(FinishReasons.Cancelled, turn.Attempt, null, null) : turn.Outcome;
            return stored with
            {
                Turn = turn with
                {
                    Id = ids[turn.Id],
                    ConversationId = forkId,
                    IsRunning = false,
                    Outcome = outcome,
                    Sent = !isLast && turn.Sent is { } sent
                        ? sent with { MessageIds = Renamed(sent.MessageIds), EmptyAnswers = Renamed(sent.EmptyAnswers) }
                        : null,
                    AnswerId = null,
                    Seams = isLast ? Seams.None : turn.Seams,
                    KeepsFollowing = false,
                },
                EndedAt = stored.EndedAt ?? stored.StartedAt,
            };
        }

        // A message that is not on the path any more keeps its id, as everywhere.
        Guid[] Renamed(IReadOnlyList<Guid> messages) => [.. messages.Select(id => ids.GetValueOrDefault(id, id))];
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Starts another attempt at a turn that has ended. The attempt uses the model that the conversation has now.</summary>
internal static class NextAttempt
{
    public static StartTurnResult Start(
        MessageState question, TurnRecord turn, string modelTag, Guid answerId, DateTime now, ITableWriter writes)
    {
        var next = turn with { IsRunning = true, Attempt = turn.Attempt + 1, ModelTag = modelTag, Sent = null, AnswerId = answerId };
        writes.StartAttempt(next, now);
        return new(StartTurnStatus.Started, question.Message, next, question.Standing);
    }

    /// <summary>
    /// Returns the result of the same command if it ran before and did not learn that it was committed. Returns null if another command
    /// started the turn.
    /// </summary>
    public static StartTurnResult? Recognise(MessageState question, TurnRecord running, Guid answerId) =>
        running.AnswerId == answerId ? new(StartTurnStatus.Started, question.Message, running, question.Standing) : null;
}

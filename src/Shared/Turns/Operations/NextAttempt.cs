using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Starts another attempt at a turn that has ended, with the model that its conversation has now.</summary>
internal static class NextAttempt
{
    public static StartTurnResult Start(MessageState question, TurnRecord turn, string modelTag, DateTime now, ITableWriter writes)
    {
        var next = turn with { IsRunning = true, Attempt = turn.Attempt + 1, ModelTag = modelTag, Sent = null };
        writes.StartAttempt(next, now);
        return new(StartTurnStatus.Started, question.Message, next, question.Standing);
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Starts another attempt at a turn that has ended. The attempt uses the model that the conversation has now.</summary>
internal static class NextAttempt
{
    /// <param name="keepsFollowing">True if the turns that follow stay on the active path when the new answer replaces the earlier one.</param>
    public static StartTurnResult Start(
        ConversationState state, MessageState question, TurnRecord turn, Guid answerId, DateTime now, ITableWriter writes,
        bool keepsFollowing)
    {
        var next = turn with
        {
            IsRunning = true,
            Attempt = turn.Attempt + 1,
            ModelTag = state.Conversation.ModelTag,
            Sent = null,
            AnswerId = answerId,
            Seams = Seams.None,
            KeepsFollowing = keepsFollowing,
        };
        // The attempt forgets how the standing answer came about. So that is stored now, whether the answer will be replaced or not.
        if (question.Answer is { } standing && turn.Outcome is not null) writes.Keep(AnswerVersion.Of(turn, standing));
        writes.StartAttempt(next, now);
        return Started(state, question, next);
    }

    /// <summary>
    /// Returns the result of the same command if it ran before and did not learn that it was committed. Returns null if another command
    /// started the turn.
    /// </summary>
    public static StartTurnResult? Recognise(ConversationState state, MessageState question, TurnRecord running, Guid answerId) =>
        running.AnswerId == answerId ? Started(state, question, running) : null;

    private static StartTurnResult Started(ConversationState state, MessageState question, TurnRecord turn) =>
        new(StartTurnStatus.Started, question.Message, turn, question.Standing, Instructions: state.Instructions);
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>Writes the events of one attempt in their only order, either as they happen or again from the store.</summary>
internal sealed class TurnEvents
{
    /// <param name="reusesIds">See <see cref="EventLog.ReusesIds"/>.</param>
    public TurnEvents(Message question, int attempt, bool reusesIds = false)
    {
        Log = new EventLog(attempt) { ReusesIds = reusesIds };
        Log.Append(question, StreamEvent.UserMessage);
        if (attempt > 0) Log.Append(attempt, StreamEvent.Restart);
    }

    public EventLog Log { get; }

    /// <summary>Rebuilds the events of an ended turn. Every subscriber gets the same bytes as when they happened.</summary>
    public static EventLog Replay(StoredTurn stored)
    {
        var outcome = stored.Turn.Outcome!;
        var wasCutOff = outcome.FinishReason == FinishReasons.Interrupted || stored.Turn.Seams != Seams.None;
        var events = new TurnEvents(stored.Question, outcome.Attempt, reusesIds: wasCutOff);
        var (content, reasoning) = (stored.Answer?.Content ?? "", outcome.Reasoning?.Text ?? "");
        // Without lengths the text is one token.
        var lengths = outcome.TokenLengths is { } packed ? TokenLengths.Unpack(packed) : content.Length > 0 ? [content.Length] : [];
        events.Tokens(TokenText.Join(content, reasoning, lengths), lengths);
        events.End(outcome.FinishReason, outcome.Failure, stored.Answer);
        return events.Log;
    }

    /// <summary>Writes an event for each token.</summary>
    /// <param name="lengths">The lengths of the tokens that the text consists of.</param>
    public void Tokens(ReadOnlySpan<char> text, ReadOnlySpan<int> lengths) => Log.AppendTokens(text, lengths);

    /// <param name="failure">The problem as JSON, if there was one.</param>
    public void End(string reason, string? failure, Message? answer)
    {
        if (failure is not null) Log.Append(failure, StreamEvent.Error);
        Log.Append((reason, answer), StreamEvent.Done, last: true);
    }
}

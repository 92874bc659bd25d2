using System.Collections.ObjectModel;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Keeps a running attempt at a turn, and afterwards for as long as a subscriber reads it. It belongs to the server: requests only
/// subscribe. <see cref="TurnRunner"/> and <see cref="TurnFinisher"/> write to it. Any thread can call all other members.
/// </summary>
internal sealed class ActiveTurn : ILiveTurn, IDisposable
{
    private readonly TurnEvents events;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource answered = new();
    private readonly TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TurnOutcome> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SentPrompt> prompted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? stopReason;

    public ActiveTurn(Turn turn, AnswerBuffer answer)
    {
        Turn = turn;
        Answer = answer;
        // Subscribers see the text before a seam as the tokens that it was.
        events = new TurnEvents(turn.UserMessage, turn.Attempt, reusesIds: !turn.Prefix.IsEmpty);
        if (!turn.Prefix.IsEmpty) events.Tokens(turn.Prefix.Text, turn.Prefix.Lengths);
    }

    public Turn Turn { get; }

    public Task Answered => answered.Task;

    public Task<TurnOutcome> Ended => ended.Task;

    /// <summary>Completes when the store no longer has the turn as running, or when the server shuts down without that.</summary>
    public Task Stored => stored.Task;

    public AnswerBuffer Answer { get; }

    public bool IsEmpty => Answer.IsEmpty;

    public EventLog Log => events.Log;

    public Subscribers Subscribers { get; } = new();

    /// <summary>The prompt that was sent to the model. It is empty until then.</summary>
    public SentPrompt Sent => prompted.Task.IsCompletedSuccessfully ? prompted.Task.Result : SentPrompt.Nothing;

    /// <summary>Completes with the prompt as soon as it is known. Completes with an empty one if the turn ends before.</summary>
    public Task<SentPrompt> Prompted => prompted.Task;

    /// <summary>Is cancelled when the turn ends early.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>The first reason for ending early. It is null if there was none.</summary>
    public string? StopReason => stopReason;

    /// <summary>Ends the turn early and keeps the text that was written so far.</summary>
    /// <param name="reason">The finish reason. It does not count if the turn has already ended by itself.</param>
    public void Stop(string reason)
    {
        Interlocked.CompareExchange(ref stopReason, reason, null);
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The turn has already ended by itself.
        }
    }

    public ValueTask CatchUpAsync(long lastId, CancellationToken ct) => ValueTask.CompletedTask;

    /// <summary>True if another node has taken over the turn. This one must then neither store nor publish anything of it.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Ends the turn on this node alone. Its subscribers' streams end without a last event, so that they ask again.</summary>
    public void Abandon()
    {
        IsAbandoned = true;
        events.Log.Break();
        Stop(FinishReasons.Interrupted);
    }

    /// <summary>Frees everyone who waits for the end of a turn that another node has taken over.</summary>
    public void EndAbandoned()
    {
        ended.TrySetException(new UnavailableException("Another server has taken over the turn. Try again."));
        // Nobody may wait for it.
        _ = ended.Task.Exception;
        answered.TrySetResult();
        prompted.TrySetResult(SentPrompt.Nothing);
    }

    /// <summary>Sets the prompt that is sent to the model. It is called once, before the model is asked.</summary>
    /// <param name="counted">The tokens of the answers that were counted for the first time, by their ids.</param>
    public void SetPrompt(SentPrompt sent, IReadOnlyDictionary<Guid, int> counted)
    {
        Counted = counted;
        prompted.SetResult(sent);
    }

    /// <summary>The tokens of earlier answers that this turn counted for its prompt, by their ids.</summary>
    public IReadOnlyDictionary<Guid, int> Counted { get; private set; } = ReadOnlyDictionary<Guid, int>.Empty;

    public void SetAnswered() => answered.TrySetResult();

    /// <summary>Publishes an event for each token.</summary>
    /// <param name="lengths">The lengths of the tokens that the text consists of.</param>
    public void AppendTokens(ReadOnlySpan<char> text, ReadOnlySpan<int> lengths) => events.Tokens(text, lengths);

    public void AppendTokens(Checkpoint piece) => AppendTokens(piece.Text, TokenLengths.Unpack(piece.TokenLengths));

    /// <summary>Publishes the last event. It is called once, after the outcome was committed or could not be.</summary>
    public void Publish(TurnOutcome outcome)
    {
        events.End(outcome.FinishReason, outcome.Failure?.ToJson(Turn.TraceId), outcome.Answer);
        Answer.Clear();
        ended.SetResult(outcome);
        answered.TrySetResult();
        prompted.TrySetResult(SentPrompt.Nothing);
    }

    public void SetStored() => stored.TrySetResult();

    public void Dispose() => stopping.Dispose();
}

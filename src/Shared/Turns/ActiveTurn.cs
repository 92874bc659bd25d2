using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>The end of an attempt, as subscribers are told.</summary>
/// <param name="FinishReason">One of <see cref="FinishReasons"/>.</param>
/// <param name="Answer">The answer as it is stored now; null if there is none.</param>
/// <param name="Failure">The problem, if the attempt failed.</param>
internal sealed record TurnOutcome(string FinishReason, Message? Answer, Problem? Failure);

/// <summary>
/// An attempt at a turn while it runs, and for as long afterwards as a subscriber reads it. It belongs to the server: requests only subscribe.
/// <see cref="TurnRunner"/> and <see cref="TurnFinisher"/> write to it; all other members can be called from any thread.
/// </summary>
internal sealed class ActiveTurn : IDisposable
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
        events = new TurnEvents(turn.UserMessage, turn.Attempt);
    }

    public Turn Turn { get; }

    /// <summary>
    /// Completes when the model's server has answered in any way, or the turn has ended without an answer. A continuation runs at once, on the
    /// thread that reads the model, and must not hold it up.
    /// </summary>
    public Task Answered => answered.Task;

    /// <summary>Completes with the outcome, after its commit; or with a failure if the store did not take it.</summary>
    public Task<TurnOutcome> Ended => ended.Task;

    /// <summary>Completes when the store does not have the turn as running any more, or when the server shuts down without that.</summary>
    public Task Stored => stored.Task;

    public AnswerBuffer Answer { get; }

    public EventLog Log => events.Log;

    public Subscribers Subscribers { get; } = new();

    /// <summary>What the model was sent; nothing until then.</summary>
    public SentPrompt Sent => prompted.Task.IsCompletedSuccessfully ? prompted.Task.Result : SentPrompt.Nothing;

    /// <summary>Completes with what the model is sent when that is known, or with nothing when the turn has ended before.</summary>
    public Task<SentPrompt> Prompted => prompted.Task;

    /// <summary>Cancelled when the turn ends early.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>The first reason that was given for ending early; null if none was.</summary>
    public string? StopReason => stopReason;

    /// <summary>Ends the turn early; what was written so far is kept.</summary>
    /// <param name="reason">Its finish reason, unless it has ended by itself.</param>
    public void Stop(string reason)
    {
        Interlocked.CompareExchange(ref stopReason, reason, null);
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The turn has just ended by itself.
        }
    }

    /// <summary>Sets what the model is sent. Called once, before the model is asked.</summary>
    public void SetPrompt(SentPrompt sent) => prompted.SetResult(sent);

    public void SetAnswered() => answered.TrySetResult();

    /// <summary>Publishes an event for each token.</summary>
    /// <param name="lengths">The lengths of the tokens that the text consists of.</param>
    public void AppendTokens(ReadOnlySpan<char> text, ReadOnlySpan<int> lengths) => events.Tokens(text, lengths);

    public void AppendTokens(Checkpoint piece) => AppendTokens(piece.Text, TokenLengths.Unpack(piece.TokenLengths));

    /// <summary>Publishes the last event. Called once, after the outcome was committed or could not be.</summary>
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

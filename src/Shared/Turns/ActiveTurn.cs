using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>How an attempt ended.</summary>
/// <param name="FinishReason">One of <see cref="FinishReasons"/>.</param>
/// <param name="Answer">The answer as it is stored now; null if there is none.</param>
/// <param name="Failure">Why, if it failed.</param>
internal sealed record TurnOutcome(string FinishReason, Message? Answer, Problem? Failure)
{
    /// <summary>False where the store did not take it: there the attempt runs on.</summary>
    public bool IsStored { get; init; } = true;
}

/// <summary>
/// An attempt at a turn while it runs, and for as long afterwards as somebody reads it. It belongs to the server: requests only watch.
/// The runner writes; everything else may be called from any thread.
/// </summary>
internal sealed class ActiveTurn : IDisposable
{
    private readonly TurnEvents events;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource answered = new();
    private readonly TaskCompletionSource<TurnOutcome> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SentPrompt> prompted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? stopReason;

    internal ActiveTurn(Turn turn, AnswerBuffer answer)
    {
        Turn = turn;
        Answer = answer;
        events = new TurnEvents(turn.UserMessage, turn.Attempt);
    }

    public Turn Turn { get; }

    /// <summary>
    /// Completes when the model's server has answered in any way, or the turn has ended without. Whoever awaits it goes on at once, on the thread that reads the
    /// model, and must not keep it.
    /// </summary>
    public Task Answered => answered.Task;

    /// <summary>Completes after the commit.</summary>
    public Task<TurnOutcome> Ended => ended.Task;

    internal AnswerBuffer Answer { get; }

    internal EventLog Log => events.Log;

    internal Subscribers Subscribers { get; } = new();

    /// <summary>What the model was sent; nothing until then.</summary>
    internal SentPrompt Sent => prompted.Task.IsCompletedSuccessfully ? prompted.Task.Result : SentPrompt.Nothing;

    /// <summary>Completes with what the model is sent when that is known, or with nothing when the turn has ended before.</summary>
    internal Task<SentPrompt> Prompted => prompted.Task;

    /// <summary>Cancelled when the turn shall end early.</summary>
    internal CancellationToken Stopping => stopping.Token;

    /// <summary>Why it shall end early: the first reason that was given.</summary>
    internal string? StopReason => stopReason;

    /// <summary>Ends the turn early; what was written so far is kept.</summary>
    /// <param name="reason">Its finish reason, if it has not ended by itself by then.</param>
    public void Stop(string reason)
    {
        Interlocked.CompareExchange(ref stopReason, reason, null);
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Called once, before the model is asked.</summary>
    internal void Prompt(SentPrompt sent) => prompted.SetResult(sent);

    internal void UpstreamAnswered() => answered.TrySetResult();

    /// <summary>An event for each token.</summary>
    /// <param name="lengths">Of the tokens that the text is made of.</param>
    internal void AppendTokens(ReadOnlySpan<char> text, ReadOnlySpan<int> lengths) => events.Tokens(text, lengths);

    internal void AppendTokens(Checkpoint piece) => AppendTokens(piece.Text, TokenLengths.Unpack(piece.TokenLengths));

    /// <summary>Called once, after the outcome is committed, or could not be.</summary>
    internal void End(TurnOutcome outcome)
    {
        events.End(outcome.FinishReason, outcome.Failure?.ToJson(Turn.TraceId), outcome.Answer);
        Answer.LetGo();
        ended.SetResult(outcome);
        answered.TrySetResult();
        prompted.TrySetResult(SentPrompt.Nothing);
    }

    public void Dispose() => stopping.Dispose();
}

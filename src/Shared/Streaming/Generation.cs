using SamosaChaat.Shared.Errors;

namespace SamosaChaat.Shared.Streaming;

/// <summary>How a turn ended.</summary>
/// <param name="FinishReason">One of <see cref="Domain.GenerationStatus"/>, never running.</param>
/// <param name="Answer">The answer as stored; null if nothing of it was kept.</param>
/// <param name="Failure">Why, if it failed.</param>
public sealed record TurnOutcome(string FinishReason, Domain.Message? Answer, Problem? Failure);

/// <summary>
/// A turn while it is answered, and for as long afterwards as somebody reads it. It belongs to the server: requests only subscribe.
/// The runner writes; everything else may be called from any thread.
/// </summary>
public sealed class Generation : IDisposable
{
    private readonly EventLog log = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TurnOutcome> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Generation(Turn turn)
    {
        Turn = turn;
        log.Append(turn.UserMessage, StreamEvent.UserMessage);
    }

    public Turn Turn { get; }

    /// <summary>Completes when the model's server has answered in any way, or the turn has ended without.</summary>
    public Task Answered => answered.Task;

    /// <summary>Completes after the commit.</summary>
    public Task<TurnOutcome> Ended => ended.Task;

    /// <summary>Cancelled when the turn shall end early.</summary>
    internal CancellationToken Stopping => stopping.Token;

    /// <summary>Ends the turn early; what was written so far is kept.</summary>
    public void Stop()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    internal ReadOnlyMemory<byte> Read(int position, out bool complete) => log.Read(position, out complete);

    internal Task Changed(int position) => log.Changed(position);

    internal void UpstreamAnswered() => answered.TrySetResult();

    internal void AppendToken(string token) => log.Append(token, StreamEvent.Token);

    /// <summary>Called once, after the outcome is committed.</summary>
    internal void End(TurnOutcome outcome)
    {
        if (outcome.Failure is { } failure) log.Append(failure with { TraceId = Turn.TraceId }, StreamEvent.Error);
        log.Append(outcome, StreamEvent.Done, last: true);
        ended.SetResult(outcome);
        answered.TrySetResult();
    }

    public void Dispose() => stopping.Dispose();
}

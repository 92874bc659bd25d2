namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Limits the time that a model thinks in one attempt. Thinking begins with a sign of life without content, and pauses at each token of
/// the content. One thread, which reads the model, uses it.
/// </summary>
/// <param name="most">The maximum of all thinking together.</param>
internal sealed class ThinkingTime(TimeSpan most, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource over = new(Timeout.InfiniteTimeSpan, clock);
    private TimeSpan left = most;
    private long? began;

    /// <summary>Is cancelled when the model has thought for too long.</summary>
    public CancellationToken Over => over.Token;

    /// <param name="isThinking">True if the model has sent something that is no part of the content.</param>
    public void Saw(bool isThinking)
    {
        if (isThinking && began is null)
        {
            began = clock.GetTimestamp();
            over.CancelAfter(left);
        }
        else if (!isThinking && began is { } start)
        {
            left -= clock.GetElapsedTime(start);
            began = null;
            if (left <= TimeSpan.Zero) over.Cancel();
            else over.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => over.Dispose();
}

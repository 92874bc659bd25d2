using System.Buffers;
using System.IO.Pipelines;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>
/// Copies the events of a turn from the node that runs it. All subscribers on this node share the copy, and one stream fills it. It ends
/// with the turn, with its last subscriber, or when the other node is gone. Any thread can call every member.
/// </summary>
internal sealed class Mirror(RemoteTurn turn, RemoteTurns remote, MirrorMetrics metrics, TimeProvider clock)
    : ILiveTurn, IDisposable
{
    private const int ReadSize = 16 * 1024;

    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource<bool> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TurnOutcome> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EventLog? log;
    private int lengthAtStart;

    /// <summary>The turn, as the store has it.</summary>
    public RemoteTurn Turn => turn;

    /// <summary>The time of the mirror's creation. The store had the turn's node before.</summary>
    public long CreatedAt { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>
    /// Completes with true when the log has what the other node had when it was asked. Completes with false if the turn does not run there.
    /// </summary>
    /// <exception cref="Http.UnavailableException">The other node does not answer.</exception>
    public Task<bool> Opened => opened.Task;

    /// <summary>The events so far. They are there once the mirror has opened.</summary>
    public EventLog Log => log!;

    public Subscribers Subscribers { get; } = new();

    public Task Answered => answered.Task;

    public Task<TurnOutcome> Ended => ended.Task;

    public bool IsEmpty { get; private set; }

    public async ValueTask CatchUpAsync(long lastId, CancellationToken ct)
    {
        // This copy may be a moment behind, and the client was served elsewhere before.
        if (Log.IsBehind(lastId) && await remote.LengthAsync(turn, ct) is { } length) await Log.ReachesAsync(length, ct);
    }

    /// <summary>Ends the mirror. The streams of its subscribers end without a last event, so that they ask again.</summary>
    public async Task EndAsync()
    {
        try
        {
            await ending.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has already ended.
        }
    }

    public void Dispose() => ending.Dispose();

    /// <summary>Copies until the end, and never throws. Returns why the copy broke off. Returns null if it did not.</summary>
    public async Task<Exception?> RunAsync()
    {
        var (isThere, failure) = (true, (Exception?)null);
        try
        {
            using var response = await remote.OpenAsync(turn, ending.Token);
            isThere = response is not null;
            if (response is not null) await CopyAsync(await response.Content.ReadAsStreamAsync(ending.Token));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The other node is gone, or nobody reads any more.
        }
        catch (Exception e)
        {
            failure = e;
        }

        if (log is not null) metrics.Closed();
        if (ended.Task.IsCompleted) return failure;
        log?.Break();
        var gone = NodeClient.Silent(failure);
        ended.SetException(gone);
        if (isThere) opened.TrySetException(gone);
        else opened.TrySetResult(false);
        answered.TrySetResult();
        // Nobody may wait for them.
        _ = (ended.Task.Exception, opened.Task.Exception);
        return failure;
    }

    private async Task CopyAsync(Stream stream)
    {
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, idle.Token);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadSize));
        while (true)
        {
            idle.CancelAfter(TurnFrame.IdleLimit);
            var read = await reader.ReadAsync(either.Token);
            var buffer = read.Buffer;
            while (TurnFrame.TryRead(ref buffer, out var kind, out var content)) Take(kind, content);
            if (ended.Task.IsCompleted) return;
            if (read.IsCompleted) throw new EndOfStreamException("The other node broke off the stream.");
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private void Take(FrameKind kind, ReadOnlySequence<byte> content)
    {
        switch (kind)
        {
            case FrameKind.Start:
                (log, lengthAtStart) = TurnFrame.ReadStart(content);
                metrics.Opened();
                OpenIfCaughtUp();
                break;
            case FrameKind.Events or FrameKind.LastEvents:
                Append(content, kind == FrameKind.LastEvents);
                OpenIfCaughtUp();
                break;
            case FrameKind.Answered:
                answered.TrySetResult();
                break;
            case FrameKind.Outcome:
                (var outcome, IsEmpty) = MirroredOutcome.Read(content);
                ended.TrySetResult(outcome);
                answered.TrySetResult();
                break;
        }
    }

    private void OpenIfCaughtUp()
    {
        if (log!.Length >= lengthAtStart) opened.TrySetResult(true);
    }

    private void Append(ReadOnlySequence<byte> content, bool last)
    {
        var (before, rest) = (log!.Count, content.Length);
        foreach (var piece in content)
        {
            rest -= piece.Length;
            log.AppendCopy(piece.Span, last && rest == 0);
        }

        metrics.Copied(log.Count - before);
    }
}

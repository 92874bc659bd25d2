using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>Sends a turn of this node to a mirror on another one. The mirror counts as one of the turn's subscribers.</summary>
internal sealed class MirrorSender(NodeLease lease, TimeProvider clock, IOptions<StreamingOptions> options)
{
    /// <summary>
    /// Sends all events until the last one. Breaks the stream off if the turn is abandoned, or if the mirror is too far behind.
    /// </summary>
    public async Task SendAsync(HttpContext http, ActiveTurn turn)
    {
        var aborted = http.RequestAborted;
        var (log, output) = (turn.Log, http.Response.BodyWriter);
        using var watching = turn.Subscribers.Add();
        using var signal = new SubscriberSignal(aborted);
        await using var timer = clock.CreateTimer(
            static signal => ((SubscriberSignal)signal!).Tick(), signal, TurnFrame.KeepAlive, TurnFrame.KeepAlive);
        _ = turn.Answered.ContinueWith(_ => signal.Tick(), aborted, TaskContinuationOptions.None, TaskScheduler.Default);
        TurnFrame.WriteStart(output, log);
        var (position, saidAnswered) = (0, false);
        var mayBeBehind = long.MaxValue;
        while (true)
        {
            await HeldAsync(http);
            var ready = log.Read(position, out var ended);
            // Another node has the turn now.
            if (log.IsBroken) break;
            // The replay may have any size. From then on the mirror must not fall further behind, as no client may.
            mayBeBehind = Math.Min(mayBeBehind, (long)ready.Length + options.Value.ReaderBufferBytes);
            var slice = ready[..Math.Min(ready.Length, TurnFrame.Slice)];
            var isLast = ended && slice.Length == ready.Length;
            if (slice.Length > 0) TurnFrame.Write(output, isLast ? FrameKind.LastEvents : FrameKind.Events, slice.Span);
            position += slice.Length;
            if (isLast)
            {
                TurnFrame.Write(output, FrameKind.Outcome, MirroredOutcome.Write(await turn.Ended.WaitAsync(aborted), turn.IsEmpty));
                await output.FlushAsync(aborted);
                return;
            }

            // It follows the tokens that came with the answer, as on this node.
            var sayAnswered = !saidAnswered && turn.Answered.IsCompleted && slice.Length == ready.Length;
            if (sayAnswered) TurnFrame.Write(output, FrameKind.Answered, []);
            saidAnswered |= sayAnswered;
            if (signal.TakeTick()) TurnFrame.Write(output, FrameKind.KeepAlive, []);
            var flush = output.FlushAsync(aborted);
            if (!flush.IsCompleted && !await SseWriter.KeepsUpAsync(flush.AsTask(), log, position - slice.Length + mayBeBehind)) break;
            if (slice.Length == ready.Length) await signal.WaitAsync(log, position);
            aborted.ThrowIfCancellationRequested();
        }

        http.Abort();
    }

    /// <summary>Waits until this node may publish. Meanwhile the mirror learns only that the node is there.</summary>
    private async ValueTask HeldAsync(HttpContext http)
    {
        while (!lease.IsHeld)
        {
            try
            {
                await lease.HeldAsync(http.RequestAborted).AsTask().WaitAsync(TurnFrame.KeepAlive, clock, http.RequestAborted);
            }
            catch (TimeoutException)
            {
                TurnFrame.Write(http.Response.BodyWriter, FrameKind.KeepAlive, []);
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            }
        }
    }
}

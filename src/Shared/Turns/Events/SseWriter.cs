using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>Sends a turn's events to one client. The turn continues whatever happens to the client.</summary>
internal sealed partial class SseWriter(TimeProvider clock, IOptions<StreamingOptions> options, ILogger<SseWriter> logger)
{
    private static readonly ReadOnlyMemory<byte> KeepAlive = ": keep-alive\n\n"u8.ToArray();
    private int allSubscribers;

    /// <summary>
    /// The number of clients that read a stream of any turn now. <see cref="ActiveTurn.Subscribers"/> counts those of one turn.
    /// </summary>
    public int AllSubscribers => Volatile.Read(ref allSubscribers);

    /// <summary>
    /// Replays the events after an id. Then sends new events until the last one, or until the client is gone or too far behind.
    /// Responds with 204 if the client has received the last event.
    /// </summary>
    /// <param name="lastId">-1 for all events.</param>
    public async Task WriteAsync(HttpContext http, EventLog log, long lastId)
    {
        var aborted = http.RequestAborted;
        var response = http.Response;
        var isOver = log.EndsWith(lastId);
        // This status stops a browser's EventSource, which otherwise reconnects for ever (HTML Living Standard, 9.2.3).
        if (isOver) response.StatusCode = StatusCodes.Status204NoContent;
        else Begin(http, options.Value.KeepAlive);
        if (isOver || http.WasHead())
        {
            // Without this start, the server would send no headers and use another status.
            await response.StartAsync(aborted);
            return;
        }

        var keepAlive = options.Value.KeepAlive;
        var position = log.PositionAfter(lastId);
        var isAhead = log.HasLost(lastId);
        var mayBeBehind = long.MaxValue;
        var silentSince = clock.GetTimestamp();
        using var signal = new SubscriberSignal(aborted);
        var timer = Timer(signal, keepAlive);
        Interlocked.Increment(ref allSubscribers);
        try
        {
            while (true)
            {
                if (isAhead)
                {
                    isAhead = log.HasLost(lastId);
                    position = log.PositionAfter(lastId);
                }

                var ready = log.Read(position, out var complete);
                if (ready.Length > 0 && !isAhead)
                {
                    // The replay may have any size. From then on the client must not fall further behind.
                    mayBeBehind = Math.Min(mayBeBehind, (long)ready.Length + options.Value.ReaderBufferBytes);
                    // Everything that is ready goes into one write and one flush, unless it is very much.
                    var bytes = ready[..Math.Min(ready.Length, BulkSend.Part)];
                    if (complete && bytes.Length == ready.Length && response.HasStarted)
                    {
                        // The server flushes the rest of a started response when this method returns. The last event and the response's end
                        // then go together.
                        response.BodyWriter.Write(bytes.Span);
                        return;
                    }

                    var isBulk = bytes.Length < ready.Length;
                    ValueTask<FlushResult> write;
                    using (isBulk ? await BulkSend.TakeTurnAsync() : (IDisposable?)null)
                    {
                        write = response.BodyWriter.WriteAsync(bytes, aborted);
                    }

                    if (write.IsCompleted)
                    {
                        await write;
                    }
                    else if (!await KeepsUpAsync(write.AsTask(), log, position + mayBeBehind))
                    {
                        LogCut(logger, log.Length - position, http.TraceIdentifier);
                        http.Abort();
                        return;
                    }

                    position += bytes.Length;
                    silentSince = clock.GetTimestamp();
                    if (isBulk) continue;
                }

                if (complete && !isAhead) return;
                // A client that has seen everything so far learns at once that more events follow.
                if (!response.HasStarted) await response.BodyWriter.FlushAsync(aborted);
                await signal.WaitAsync(log, position);
                aborted.ThrowIfCancellationRequested();
                if (!signal.TakeTick()) continue;

                var rest = keepAlive - clock.GetElapsedTime(silentSince);
                if (rest <= TimeSpan.Zero)
                {
                    await response.BodyWriter.WriteAsync(KeepAlive, aborted);
                    silentSince = clock.GetTimestamp();
                    rest = keepAlive;
                }

                await timer.DisposeAsync();
                timer = Timer(signal, rest);
            }
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client went away. The turn continues without it.
        }
        finally
        {
            Interlocked.Decrement(ref allSubscribers);
            await timer.DisposeAsync();
        }
    }

    private ITimer Timer(SubscriberSignal signal, TimeSpan due) =>
        clock.CreateTimer(static signal => ((SubscriberSignal)signal!).Tick(), signal, due, Timeout.InfiniteTimeSpan);

    /// <summary>Sets the headers that every stream of this server has.</summary>
    /// <param name="keepAlive">The maximum silence of the stream.</param>
    public static void Begin(HttpContext http, TimeSpan keepAlive)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers[ApiHeaders.KeepAlive] = keepAlive.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        // nginx buffers responses unless this header forbids it.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <summary>
    /// Waits for a write that the client delays. Returns false if the log grows beyond the limit meanwhile. The newest event does not
    /// count, because the last event repeats the whole answer and makes a short log long at once.
    /// </summary>
    public static async Task<bool> KeepsUpAsync(Task write, EventLog log, long limit)
    {
        while (log.Newest <= limit)
        {
            var grown = log.Grows();
            if (log.Newest > limit) break;
            if (await Task.WhenAny(write, grown) != write) continue;
            await write;
            return true;
        }

        return write.IsCompletedSuccessfully;
    }

    [LoggerMessage(
        EventIds.SubscriberDisconnected, LogLevel.Information, "Disconnected a subscriber that was {bytes} bytes behind {trace_id}")]
    private static partial void LogCut(ILogger logger, long bytes, string trace_id);
}

using Microsoft.AspNetCore.Http.Features;

namespace SamosaChaat.Shared.Streaming;

/// <summary>Sends a turn's events to one client. What happens to the client is of no concern to the turn.</summary>
internal static class SseWriter
{
    private static readonly ReadOnlyMemory<byte> KeepAlive = ": keep-alive\n\n"u8.ToArray();

    /// <summary>Replays the turn from its beginning and goes on live to its end, or until the client is gone.</summary>
    public static async Task WriteAsync(HttpContext http, Generation generation, TimeSpan keepAlive, TimeProvider clock)
    {
        var aborted = http.RequestAborted;
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        // nginx buffers answers unless it is told not to.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Ends the last tick with the stream: its timer would outlive every short request by the length of a keep-alive.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var position = 0;
        var silentSince = clock.GetTimestamp();
        var tick = Task.Delay(keepAlive, clock, over.Token);
        try
        {
            while (true)
            {
                var bytes = generation.Read(position, out var complete);
                if (bytes.Length > 0)
                {
                    // Everything that is ready in one write and one flush.
                    await response.BodyWriter.WriteAsync(bytes, aborted);
                    position += bytes.Length;
                    silentSince = clock.GetTimestamp();
                }

                if (complete) return;
                await Task.WhenAny(generation.Changed(position), tick);
                aborted.ThrowIfCancellationRequested();
                if (!tick.IsCompleted) continue;

                var rest = keepAlive - clock.GetElapsedTime(silentSince);
                if (rest <= TimeSpan.Zero)
                {
                    await response.BodyWriter.WriteAsync(KeepAlive, aborted);
                    silentSince = clock.GetTimestamp();
                    rest = keepAlive;
                }

                tick = Task.Delay(rest, clock, over.Token);
            }
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client went away. The turn goes on without it.
        }
        finally
        {
            over.Cancel();
        }
    }
}

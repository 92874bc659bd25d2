namespace SamosaChaat.Shared.Http;

/// <summary>
/// Sends long bodies in parts, and lets other work go first after each part. A client that reads fast never makes the sender wait. So its
/// whole body would otherwise go out in one piece of work, while all other requests wait for the thread.
/// </summary>
internal static class BulkSend
{
    /// <summary>The maximum number of bytes of one write. Kestrel accepts 64 KiB before it waits for the client.</summary>
    public const int Part = 64 * 1024;

    // Half of the processors send. All others who send wait here, and not in the thread pool's queue, where every request waits too.
    private static readonly SemaphoreSlim Turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    public static async ValueTask WriteAsync(HttpResponse response, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        for (; body.Length > Part; body = body[Part..]) await WritePartAsync(response, body[..Part], ct);
        await response.BodyWriter.WriteAsync(body, ct);
    }

    /// <summary>Sends a part of a body whose other parts are not there yet.</summary>
    public static async ValueTask WritePartAsync(HttpResponse response, ReadOnlyMemory<byte> part, CancellationToken ct)
    {
        ValueTask<System.IO.Pipelines.FlushResult> write;
        using (await TakeTurnAsync()) write = response.BodyWriter.WriteAsync(part, ct);
        await write;
    }

    /// <summary>
    /// Waits until one part of a long body may be sent. Start its write, and then dispose of the result. Do not wait for the client before
    /// that.
    /// </summary>
    public static async ValueTask<Turn> TakeTurnAsync()
    {
        // This also leaves a socket thread, on which a write continues that had to wait.
        await Task.Yield();
        await Turns.WaitAsync();
        return default;
    }

    /// <summary>The right to send one part.</summary>
    internal readonly struct Turn : IDisposable
    {
        public void Dispose() => Turns.Release();
    }
}

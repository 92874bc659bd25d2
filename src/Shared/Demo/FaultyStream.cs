namespace SamosaChaat.Shared.Demo;

/// <summary>A response body that breaks or pauses after a number of server-sent events. Earlier events are sent unchanged.</summary>
internal sealed class FaultyStream(
    Stream inner, Fault fault, TimeSpan pause, TimeProvider clock, Func<bool> isEventStream, CancellationTokenSource gone) : Stream
{
    private int events;
    private bool lineIsEmpty = true;
    private bool isEvent;
    private bool happened;

    public bool Dropped { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var rest = buffer;
        while (!happened && isEventStream() && EndOfEvent(rest.Span) is { } end)
        {
            happened = true;
            await inner.WriteAsync(rest[..end], cancellationToken);
            await inner.FlushAsync(cancellationToken);
            rest = rest[end..];
            if (fault.Kind == FaultKind.Stall)
            {
                await Task.Delay(pause, clock, cancellationToken);
                continue;
            }

            Dropped = true;
            await gone.CancelAsync();
            gone.Token.ThrowIfCancellationRequested();
        }

        await inner.WriteAsync(rest, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>
    /// Returns the number of bytes up to the end of the last event before the fault. Returns null if these bytes do not contain it. With 0
    /// the fault comes before the first event.
    /// </summary>
    private int? EndOfEvent(ReadOnlySpan<byte> bytes)
    {
        if (fault.At == 0) return 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '\n')
            {
                // A comment is not an event.
                if (lineIsEmpty) isEvent = bytes[i] != ':';
                lineIsEmpty = false;
                continue;
            }

            if (lineIsEmpty && isEvent)
            {
                isEvent = false;
                if (++events == fault.At) return i + 1;
            }

            lineIsEmpty = true;
        }

        return null;
    }
}

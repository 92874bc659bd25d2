namespace SamosaChaat.Shared.Demo;

/// <summary>An answer's body that breaks, or stands still, after a number of server-sent events. What comes before arrives as it would have.</summary>
internal sealed class FaultyStream(Stream inner, Fault fault, TimeSpan pause, TimeProvider clock, Func<bool> isEventStream, CancellationTokenSource gone) : Stream
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

    /// <summary>How many bytes there are up to the end of the event that the fault comes after; null if that is not among them. At 0 it comes before the first.</summary>
    private int? EndOfEvent(ReadOnlySpan<byte> bytes)
    {
        if (fault.At == 0) return 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '\n')
            {
                // A comment is no event: it has no field.
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

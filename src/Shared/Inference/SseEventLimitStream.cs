namespace SamosaChaat.Shared.Inference;

/// <summary>
/// An event stream that fails if an event is too large. Parsers keep an event in memory until its end, and an endless event would fill the
/// memory.
/// </summary>
internal sealed class SseEventLimitStream(Stream inner, int maxBytes) : Stream
{
    /// <summary>
    /// A token event has a few hundred bytes. The limit allows a complete answer in one event: it equals the default maximum size of an
    /// answer.
    /// </summary>
    public const int MaxBytes = 1024 * 1024;

    // The bytes of the current event. A line end counts as one.
    private int bytes;
    private bool atLineStart = true;
    private bool afterReturn;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static HttpIOException TooLong(int maxBytes) =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"An event has more than {maxBytes} bytes.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Count(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Counts the bytes of an event. It ends with an empty line, and a line ends with \n, \r or both.</summary>
    private void Count(ReadOnlySpan<byte> read)
    {
        // No event in these bytes can be too large, so only the bytes after the last event count.
        if (bytes + read.Length <= maxBytes && read.LastIndexOf("\n\n"u8) is >= 0 and var last)
        {
            (bytes, atLineStart, afterReturn) = (0, true, false);
            read = read[(last + 2)..];
        }

        while (!read.IsEmpty)
        {
            var end = read.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? read.Length : end;
            if (line > 0) (atLineStart, afterReturn) = (false, false);
            bytes += line;
            if (end >= 0)
            {
                if (!afterReturn || read[end] == '\r')
                {
                    bytes = atLineStart ? 0 : bytes + 1;
                    atLineStart = true;
                }

                afterReturn = read[end] == '\r';
                line++;
            }

            if (bytes > maxBytes) throw TooLong(maxBytes);
            read = read[line..];
        }
    }
}

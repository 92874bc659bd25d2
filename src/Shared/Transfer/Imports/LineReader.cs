using System.Buffers;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Reads lines of bytes with bounded memory. A line that is too long is passed over.</summary>
/// <param name="maxLine">The maximum length of a line in bytes.</param>
internal sealed class LineReader(Stream stream, int maxLine) : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int start;
    private int end;
    private bool hasEnded;

    /// <summary>The line, without its end. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>True if the line is too long. <see cref="Current"/> is then empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Moves to the next line and returns false after the last one. It continues on a thread of the pool.</summary>
    public async ValueTask<bool> MoveAsync(CancellationToken ct)
    {
        (Current, IsTooLong) = (default, false);
        for (var seen = 0; ;)
        {
            var found = buffer.AsSpan(start + seen, end - start - seen).IndexOf((byte)'\n');
            if (found >= 0) return Take(seen + found, separator: 1);
            seen = end - start;
            if (hasEnded) return (seen > 0 || IsTooLong) && Take(seen, separator: 0);
            if (seen > maxLine)
            {
                IsTooLong = true;
                (start, end, seen) = (0, 0, 0);
            }

            await FillAsync(ct);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private bool Take(int length, int separator)
    {
        IsTooLong |= length > maxLine;
        var line = buffer.AsMemory(start, length);
        start += length + separator;
        // Programs that copy text between systems may change the ends of lines.
        if (!IsTooLong) Current = line.Span.EndsWith("\r"u8) ? line[..^1] : line;
        return true;
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var read = await stream.ReadAsync(buffer.AsMemory(end), ct);
        // A socket's thread must neither parse nor wait for the store.
        await PoolThread.SwitchAsync();
        (end, hasEnded) = (end + read, read == 0);
    }
}

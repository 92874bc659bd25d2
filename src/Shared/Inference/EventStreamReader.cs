using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Reads an event stream as the data of its events, all that have arrived at once, without making anything of them
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). Bytes that are no UTF-8 become U+FFFD, as it has it; JSON readers
/// would give up on them.
/// </summary>
/// <param name="maxBytes">Of an event. One that has no end would fill the memory.</param>
internal sealed class EventStreamReader(Stream stream, int maxBytes = SseEventLimitStream.MaxBytes) : IDisposable
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private int end;

    // The line that comes next, and how far its end has been looked for.
    private int line;
    private int searched;
    private bool first = true;
    private bool afterReturn;

    // The data of the event so far. What comes with a further line is moved up to it, into the place of what is read already.
    private int data;
    private int dataEnd;
    private bool hasData;

    /// <summary>Waits for more. False at the end of the stream: what has not ended by then is no event.</summary>
    /// <exception cref="HttpIOException">An event that has not ended yet has more bytes than it may have.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        MakeRoom();
        var count = await stream.ReadAsync(bytes.AsMemory(end), ct);
        end += count;
        return count > 0;
    }

    /// <summary>The data of the next event, if the whole of it is here; it lasts until the next call of anything.</summary>
    /// <exception cref="HttpIOException">It has more bytes than it may have.</exception>
    public bool TryRead(out ReadOnlySpan<byte> value)
    {
        while (TryLine(out var start, out var length))
        {
            if (length > 0)
            {
                Take(start, length);
                continue;
            }

            if (!hasData) continue;
            hasData = false;
            if (dataEnd - data > maxBytes) throw SseEventLimitStream.TooLong(maxBytes);
            value = bytes.AsSpan(data, dataEnd - data);
            if (!Utf8.IsValid(value)) value = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value));
            return true;
        }

        value = default;
        return false;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    /// <summary>A line ends with \n, \r or both; both may come apart.</summary>
    private bool TryLine(out int start, out int length)
    {
        if (afterReturn && line < end)
        {
            if (bytes[line] == '\n') searched = ++line;
            afterReturn = false;
        }

        (start, length) = (line, 0);
        var found = bytes.AsSpan(searched, end - searched).IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            searched = end;
            return false;
        }

        length = searched + found - line;
        line = searched += found + 1;
        afterReturn = bytes[line - 1] == '\r';
        if (first && bytes.AsSpan(start, length).StartsWith(ByteOrderMark)) (start, length) = (start + ByteOrderMark.Length, length - ByteOrderMark.Length);
        first = false;
        return true;
    }

    /// <summary>Only data is of interest: all that is sent are messages, and nobody resumes.</summary>
    private void Take(int start, int length)
    {
        var text = bytes.AsSpan(start, length);
        if (!text.StartsWith("data"u8)) return;
        if (length == 4) text = [];
        else if (text[4] != ':') return;
        else text = text[(length > 5 && text[5] == ' ' ? 6 : 5)..];

        if (!hasData)
        {
            hasData = true;
            data = dataEnd = start + length - text.Length;
        }
        else
        {
            bytes[dataEnd++] = (byte)'\n';
            text.CopyTo(bytes.AsSpan(dataEnd));
        }

        dataEnd += text.Length;
    }

    /// <summary>Moves what is not read yet to the front, or to where there is more room.</summary>
    private void MakeRoom()
    {
        var kept = hasData ? data : line;
        if (end - kept > maxBytes) throw SseEventLimitStream.TooLong(maxBytes);
        if (kept == 0 && end < bytes.Length) return;
        var target = end - kept < bytes.Length ? bytes : ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.AsSpan(kept, end - kept).CopyTo(target);
        if (target != bytes) ArrayPool<byte>.Shared.Return(bytes);
        bytes = target;
        (end, line, searched, data, dataEnd) = (end - kept, line - kept, searched - kept, data - kept, dataEnd - kept);
    }
}

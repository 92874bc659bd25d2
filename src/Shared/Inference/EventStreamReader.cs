using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Reads the data of server-sent events without creating objects for them. It returns all events that have arrived
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). Invalid UTF-8 becomes U+FFFD, as the
/// specification requires, because JSON readers reject it.
/// </summary>
/// <param name="maxBytes">The maximum size of an event in bytes. It protects the memory from an endless event.</param>
internal sealed class EventStreamReader(Stream stream, int maxBytes = EventStreamReader.MaxBytes) : IDisposable
{
    /// <summary>
    /// A token event has a few hundred bytes. The limit allows a complete answer in one event: it equals the default maximum size of an
    /// answer.
    /// </summary>
    public const int MaxBytes = 1024 * 1024;

    private const int SmallBuffer = 8 * 1024;
    private const int LargeBuffer = 64 * 1024;

    /// <summary>The number of reads without waiting after which the reader lets its caller go on.</summary>
    private const int AtOnce = 16;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(SmallBuffer);
    private int end;
    private int withoutWaiting;

    // The start of the next line, and the position up to which its end was searched.
    private int line;
    private int searched;
    private bool first = true;
    private bool hasLine;
    private bool afterReturn;

    // The data of the current event. The data of further lines is moved directly behind it, over bytes that were already read.
    private int data;
    private int dataEnd;
    private bool hasData;

    /// <summary>Waits for more bytes. Returns false at the end of the stream. An incomplete event is discarded then.</summary>
    /// <exception cref="UnreadableAnswerException">An incomplete event is longer than the limit.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        // A stream that always has bytes need not look at the token.
        ct.ThrowIfCancellationRequested();
        MakeRoom();
        var reading = stream.ReadAsync(bytes.AsMemory(end), ct);
        // A server that floods its reader, with comments for example, never makes it wait. Its caller would neither pass on what has come nor
        // set the limit of silence.
        withoutWaiting = reading.IsCompleted ? withoutWaiting + 1 : 0;
        var count = await reading;
        end += count;
        if (withoutWaiting >= AtOnce)
        {
            withoutWaiting = 0;
            await PoolThread.YieldAsync();
        }

        return count > 0;
    }

    /// <summary>Returns the data of the next event if it is complete. The data is valid until the next call.</summary>
    /// <exception cref="UnreadableAnswerException">The event is longer than the limit.</exception>
    public bool TryRead(out ReadOnlySpan<byte> value)
    {
        while (TryLine(out var start, out var length))
        {
            if (length > 0)
            {
                hasLine = true;
                Take(start, length);
                continue;
            }

            if (!hasData) continue;
            hasData = false;
            if (dataEnd - data > maxBytes) throw TooLong();
            value = bytes.AsSpan(data, dataEnd - data);
            if (!Utf8.IsValid(value)) value = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value));
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>
    /// Returns true if the stream begins with JSON instead of an event. No field of an event begins so.
    /// </summary>
    public bool IsJson()
    {
        if (hasLine) return false;
        var start = bytes.AsSpan(line, end - line);
        if (first && start.StartsWith(ByteOrderMark)) start = start[ByteOrderMark.Length..];
        return start.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
    }

    /// <summary>Reads the rest of a stream that is no event stream, with what was read before.</summary>
    /// <exception cref="UnreadableAnswerException">The stream is longer than the limit.</exception>
    public async ValueTask<string> ReadAllAsync(CancellationToken ct)
    {
        while (await FillAsync(ct))
        {
            // More bytes follow.
        }

        return Encoding.UTF8.GetString(bytes.AsSpan(line, end - line)).TrimStart('\uFEFF');
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    /// <summary>Reads a line. It ends with \n, \r or both, and the two may arrive separately.</summary>
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
        if (first && bytes.AsSpan(start, length).StartsWith(ByteOrderMark))
        {
            (start, length) = (start + ByteOrderMark.Length, length - ByteOrderMark.Length);
        }

        first = false;
        return true;
    }

    /// <summary>Collects the data field. Other fields are ignored: all events are messages, and no reader resumes.</summary>
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

    private UnreadableAnswerException TooLong() =>
        new(string.Create(CultureInfo.InvariantCulture, $"sent an event of more than {maxBytes:N0} bytes"));

    /// <summary>Moves unread bytes to the front, or to a larger buffer.</summary>
    private void MakeRoom()
    {
        var kept = hasData ? data : line;
        if (end - kept > maxBytes) throw TooLong();
        if (kept == 0 && end < bytes.Length) return;
        // A read that filled the buffer shows that more has arrived. Fewer and larger reads cost less. A slow stream keeps its small
        // buffer.
        var wantsMore = end == bytes.Length && bytes.Length < LargeBuffer;
        var target = wantsMore || end - kept >= bytes.Length ? ArrayPool<byte>.Shared.Rent(bytes.Length * 2) : bytes;
        bytes.AsSpan(kept, end - kept).CopyTo(target);
        if (target != bytes) ArrayPool<byte>.Shared.Return(bytes);
        bytes = target;
        (end, line, searched, data, dataEnd) = (end - kept, line - kept, searched - kept, data - kept, dataEnd - kept);
    }
}

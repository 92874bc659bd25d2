using System.Buffers;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>
/// Reads the elements of a JSON array one after another, or one object, with bounded memory. It only finds where an element ends. An element
/// that is too long is passed over.
/// </summary>
/// <param name="maxElement">The maximum length of an element in bytes.</param>
internal sealed class ElementReader(Stream stream, int maxElement) : IDisposable
{
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private readonly ArrayBufferWriter<byte> element = new(64 * 1024);
    private int start;
    private int end;
    private int depth;
    private bool inText;
    private bool isEscaped;
    private bool inArray;
    private bool isOver;

    /// <summary>The element. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Current => element.WrittenMemory;

    /// <summary>True if the element is too long. <see cref="Current"/> then has a part of it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>True if the file ends within an element, or within the array.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Moves to the next element and returns false after the last one. It continues on a thread of the pool.</summary>
    public async ValueTask<bool> MoveAsync(CancellationToken ct)
    {
        element.ResetWrittenCount();
        IsTooLong = false;
        while (!isOver)
        {
            if (Scan()) return true;
            if (isOver) break;
            (start, end) = (0, await stream.ReadAsync(buffer.AsMemory(), ct));
            await PoolThread.SwitchAsync();
            if (end > 0) continue;
            (isOver, IsCut) = (true, depth > 0 || inArray);
        }

        return false;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Goes on to the end of an element, or of what has been read. Returns true at the end of an element.</summary>
    private bool Scan()
    {
        var from = start;
        while (start < end)
        {
            var isEnd = Step(buffer[start++], ref from);
            if (isOver) return false;
            if (!isEnd) continue;
            Keep(from);
            return true;
        }

        if (depth > 0) Keep(from);
        return false;
    }

    private bool Step(byte next, ref int from)
    {
        if (inText)
        {
            (inText, isEscaped) = (isEscaped || next != '"', !isEscaped && next == '\\');
            return false;
        }

        switch (next)
        {
            case (byte)'"':
                inText = depth > 0;
                return false;
            case (byte)'[' when depth == 0 && !inArray:
                inArray = true;
                return false;
            case (byte)'{' or (byte)'[':
                if (depth++ == 0) from = start - 1;
                return false;
            case (byte)']' when depth == 0:
                (isOver, inArray) = (true, false);
                return false;
            case (byte)'}' or (byte)']' when depth > 0:
                return --depth == 0;
            default:
                return false;
        }
    }

    private void Keep(int from)
    {
        var part = buffer.AsSpan(from, start - from);
        IsTooLong |= element.WrittenCount + part.Length > maxElement;
        if (!IsTooLong) element.Write(part);
    }
}

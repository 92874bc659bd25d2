using System.Globalization;

namespace SamosaChaat.Shared.Turns.Events;

// The part of the log that copies the log of the same attempt on another node.
internal sealed partial class EventLog
{
    // The end of all bytes that have come, the last of which may be a part of an event. The bytes before searched have no further end.
    private int received;
    private int searched;

    private static ReadOnlySpan<byte> EndOfEvent => "\n\n"u8;

    /// <summary>The number of events.</summary>
    public int Count
    {
        get
        {
            lock (gate) return count;
        }
    }

    /// <summary>
    /// Returns true if whoever has received the event with this id knows more than this log has. It cannot be so on the attempt's own node.
    /// </summary>
    public bool IsBehind(long lastId)
    {
        lock (gate) return !complete && IndexAfter(lastId) > count;
    }

    /// <summary>
    /// Appends the next bytes of the other log. They may end within an event, and subscribers see it when it is whole. One thread appends.
    /// </summary>
    /// <param name="last">True if they end the log.</param>
    /// <exception cref="InvalidDataException">They are not the next events.</exception>
    public void AppendCopy(ReadOnlySpan<byte> encoded, bool last)
    {
        (written, startedCount) = (received, count);
        Reserve(encoded.Length, exactly: last);
        encoded.CopyTo(bytes.AsSpan(written));
        received += encoded.Length;
        written = length;
        while (bytes.AsSpan(searched, received - searched).IndexOf(EndOfEvent) is >= 0 and var end)
        {
            // No event contains an empty line, because JSON has its line breaks escaped.
            CheckId(bytes.AsSpan(written, received - written));
            ReserveStarts(1, exactly: false);
            starts[startedCount++] = written;
            written = searched += end + EndOfEvent.Length;
        }

        if (last && (written < received || startedCount == count)) throw new InvalidDataException("The last event is not whole.");
        searched = Math.Max(written, received - 1);
        if (startedCount > count) Publish(last);
    }

    private void CheckId(ReadOnlySpan<byte> text)
    {
        Span<byte> digits = stackalloc byte[20];
        Id(startedCount).TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        if (!text.StartsWith("id: "u8) || !text[4..].StartsWith(digits[..count]) || text[4 + count] != (byte)'\n')
        {
            throw new InvalidDataException("The events of the other node do not follow one another.");
        }
    }
}

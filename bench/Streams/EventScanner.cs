using System.Buffers.Text;

namespace SamosaChaat.Bench.Streams;

/// <summary>
/// Finds the events in a turn's stream as its bytes come, without keeping or parsing them: a client that is as cheap as can be, so that what
/// is measured is the server. It relies on what the wire format promises: an event is an id and one line of data.
/// </summary>
/// <param name="hasIds">False for the events of a model's service, which have none.</param>
internal sealed class EventScanner(bool hasIds = true)
{
    private static readonly byte[] DoneData = "data: {\"done\":"u8.ToArray();

    // The beginning of the event that is coming: its id, and whether it is the last.
    private readonly byte[] head = new byte[64];
    private int headLength;
    private bool afterNewline;

    /// <summary>Bytes of whole events, comments left out.</summary>
    public long Bytes { get; private set; }

    public int Events { get; private set; }

    /// <summary>-1 until there is one.</summary>
    public long LastId { get; private set; } = -1;

    public bool IsDone { get; private set; }

    /// <summary>Bytes of the event that is coming.</summary>
    public long PartialBytes { get; private set; }

    /// <summary>Takes all of the bytes.</summary>
    public void TakeAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[Take(bytes).Taken..];
    }

    /// <summary>Takes the next bytes; returns at most one event's worth of them, or of a comment's. What is left is for the next call.</summary>
    /// <returns>How many were taken, and whether they are an event's.</returns>
    public (int Taken, bool IsEvent) Take(ReadOnlySpan<byte> bytes)
    {
        var (end, isWhole) = EndOfEvent(bytes);
        var begin = bytes[..Math.Min(end, head.Length - headLength)];
        begin.CopyTo(head.AsSpan(headLength));
        headLength += begin.Length;
        PartialBytes += end;
        var isEvent = head[0] != (byte)':';
        if (isWhole) Complete(isEvent);
        return (end, isEvent);
    }

    /// <summary>The connection is gone, and with it what has come of an event: the next one begins with an event.</summary>
    public void Restart() => (headLength, afterNewline, PartialBytes) = (0, false, 0);

    private (int End, bool IsWhole) EndOfEvent(ReadOnlySpan<byte> bytes)
    {
        if (afterNewline && bytes[0] == '\n') return (1, true);
        var blank = bytes.IndexOf("\n\n"u8);
        afterNewline = blank < 0 && bytes[^1] == '\n';
        return blank < 0 ? (bytes.Length, false) : (blank + 2, true);
    }

    private void Complete(bool isEvent)
    {
        if (isEvent)
        {
            var text = head.AsSpan(0, headLength);
            IsDone = (hasIds ? text[TakeId(text)..] : text).StartsWith(DoneData);
            Events++;
            Bytes += PartialBytes;
        }

        Restart();
    }

    /// <returns>How long its line is.</returns>
    private int TakeId(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("id: "u8) || !Utf8Parser.TryParse(text[4..], out long id, out var digits)) throw new InvalidDataException("An event without an id.");
        LastId = id;
        return 4 + digits + 1;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>
/// Names what a frame contains. A stream between nodes consists of frames: one byte for the kind, four for the length, and the content.
/// </summary>
internal enum FrameKind : byte
{
    /// <summary>Nothing. It comes in silence.</summary>
    KeepAlive,

    /// <summary>
    /// The first frame: the attempt's number, the number of bytes that its log has already, and 1 if it may use ids again.
    /// </summary>
    Start,

    /// <summary>The next bytes of the log, as clients get them.</summary>
    Events,

    /// <summary>The bytes that end the log.</summary>
    LastEvents,

    /// <summary>The upstream has answered.</summary>
    Answered,

    /// <summary>The outcome, as JSON. It is the last frame of a turn that has ended.</summary>
    Outcome,
}

/// <summary>Writes and reads the frames of a stream between nodes.</summary>
internal static class TurnFrame
{
    /// <summary>The silence after which a node sends <see cref="FrameKind.KeepAlive"/>.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    /// <summary>The silence after which the other node is gone. It is longer, because both may be busy.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(20);

    /// <summary>The maximum number of bytes of the log in one frame.</summary>
    public const int Slice = 64 * 1024;

    /// <summary>The number of bytes before the content.</summary>
    private const int Head = 5;

    /// <summary>The maximum number of bytes of a content. An outcome repeats the answer, and JSON may take six bytes for one.</summary>
    private const int MaxLength = (6 * 8 * 1024 * 1024) + Slice;

    public static void Write(IBufferWriter<byte> output, FrameKind kind, ReadOnlySpan<byte> content)
    {
        var head = output.GetSpan(Head);
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], content.Length);
        output.Advance(Head);
        output.Write(content);
    }

    public static void WriteStart(IBufferWriter<byte> output, EventLog log)
    {
        Span<byte> content = stackalloc byte[(2 * sizeof(int)) + 1];
        BinaryPrimitives.WriteInt32LittleEndian(content, log.Attempt);
        BinaryPrimitives.WriteInt32LittleEndian(content[sizeof(int)..], log.Length);
        content[^1] = (byte)(log.ReusesIds ? 1 : 0);
        Write(output, FrameKind.Start, content);
    }

    /// <summary>Returns an empty log like the other one, and the number of bytes that the other one had.</summary>
    public static (EventLog Log, int Length) ReadStart(ReadOnlySequence<byte> content)
    {
        var bytes = content.ToArray();
        var log = new EventLog(BinaryPrimitives.ReadInt32LittleEndian(bytes)) { ReusesIds = bytes[^1] == 1 };
        return (log, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(sizeof(int))));
    }

    /// <summary>Takes one frame from the buffer. Returns false if it has not come completely.</summary>
    /// <exception cref="InvalidDataException">The length is impossible.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out FrameKind kind, out ReadOnlySequence<byte> content)
    {
        (kind, content) = (default, default);
        if (buffer.Length < Head) return false;
        Span<byte> head = stackalloc byte[Head];
        buffer.Slice(0, Head).CopyTo(head);
        kind = (FrameKind)head[0];
        var length = BinaryPrimitives.ReadInt32LittleEndian(head[1..]);
        if (length is < 0 or > MaxLength) throw new InvalidDataException("A frame of another node has an impossible length.");
        if (buffer.Length < Head + length) return false;
        content = buffer.Slice(Head, length);
        buffer = buffer.Slice(content.End);
        return true;
    }
}

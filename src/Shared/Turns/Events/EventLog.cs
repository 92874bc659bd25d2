using System.Globalization;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// Keeps the events of one attempt at a turn as the bytes that go over the wire. It encodes each event once. Every subscriber reads at
/// its own pace. One thread appends, and any number of threads read. A slow subscriber delays no other: it is only further back in the
/// same bytes.
/// </summary>
internal sealed partial class EventLog(int attempt)
{
    /// <summary>
    /// The distance between the ids of two attempts. An attempt has fewer events, so no two events of a turn share an id
    /// (docs/decisions/0006).
    /// </summary>
    public const int IdsPerAttempt = 10_000_000;

    /// <summary>The number of bytes around a token, with an id of seven digits.</summary>
    private const int AroundToken = 32;

    /// <summary>The size of the last event in bytes, without the answer's text.</summary>
    private const int LastEvent = 512;

    private readonly Lock gate = new();
    private byte[] bytes = [];
    private int[] starts = [];

    // Subscribers see the first length bytes. The bytes from there to written are still being written.
    private int length;
    private int written;
    private int count;
    private int startedCount;
    private bool complete;
    private bool broken;

    /// <summary>The number of the attempt.</summary>
    public int Attempt => attempt;

    /// <summary>Returns the id of a token's event.</summary>
    /// <param name="token">The index of the token in its attempt.</param>
    public static long IdOf(int attempt, int token) => ((long)attempt * IdsPerAttempt) + token + 1;

    /// <summary>
    /// Returns the position of the first event with an id greater than this one. Once the last event exists, returns its position at the
    /// latest, because every subscriber learns how the attempt ended.
    /// </summary>
    /// <param name="lastId">-1 for all events.</param>
    public int PositionAfter(long lastId)
    {
        lock (gate)
        {
            var index = IndexAfter(lastId);
            if (index < count) return starts[(int)index];
            return complete ? starts[count - 1] : length;
        }
    }

    /// <summary>
    /// True if ids of this attempt may have meant other events before. A crash loses the newest tokens, and the end takes their ids.
    /// </summary>
    public bool ReusesIds { get; init; }

    /// <summary>
    /// Returns true if a crash has lost the event with this id and no event has the id again yet. Whoever has received it gets none before.
    /// </summary>
    public bool HasLost(long id)
    {
        lock (gate) return ReusesIds && !complete && !broken && id > Id(count - 1);
    }

    /// <summary>Returns true if this is the id of the last event, so that whoever received it has received everything.</summary>
    public bool EndsWith(long id)
    {
        lock (gate) return complete && !ReusesIds && Id(count - 1) == id;
    }

    /// <summary>Appends one event. The first event has id 0 in every attempt, because it is the user's message.</summary>
    /// <param name="last">True for the last event.</param>
    public void Append<T>(T payload, Action<Utf8JsonWriter, T> write, bool last = false)
    {
        // The payload is encoded first, so that an event that cannot be encoded leaves nothing behind.
        using var scratch = JsonScratch.Take();
        write(scratch.Json, payload);
        var json = scratch.Written();
        Begin(1, json.Length + AroundToken, exactly: last);
        BeginEvent();
        Write(json);
        EndEvent();
        Publish(last);
    }

    /// <summary>Appends an event for each of several tokens that came together. Subscribers see all of them at once.</summary>
    /// <param name="lengths">The lengths of the tokens that the text consists of, negative for reasoning.</param>
    public void AppendTokens(ReadOnlySpan<char> text, ReadOnlySpan<int> lengths)
    {
        // Also reserves room for the last event, which repeats the whole text. An answer that came at once is then never copied.
        Begin(lengths.Length, (lengths.Length * AroundToken) + (2 * text.Length) + LastEvent, exactly: false);
        var plain = StreamEvent.IsPlain(text);
        foreach (var length in lengths)
        {
            var token = text[..Math.Abs(length)];
            text = text[token.Length..];
            BeginEvent();
            if (StreamEvent.TryWrite(token, length < 0, plain, Room(StreamEvent.MostBytes(token.Length)), out var size)) written += size;
            else WriteEscaped(token, length < 0);
            EndEvent();
        }

        Publish(last: false);
    }

    /// <summary>Returns the bytes after <paramref name="position"/> and tells if they end the log. They never change.</summary>
    public ReadOnlyMemory<byte> Read(int position, out bool ended)
    {
        lock (gate)
        {
            ended = complete || broken;
            return bytes.AsMemory(position, length - position);
        }
    }

    /// <summary>The position of the newest event. It needs at least one event.</summary>
    public int Newest
    {
        get
        {
            lock (gate) return starts[count - 1];
        }
    }

    /// <summary>The number of bytes.</summary>
    public int Length
    {
        get
        {
            lock (gate) return length;
        }
    }

    /// <param name="exactly">True if no event follows.</param>
    private void Begin(int events, int size, bool exactly)
    {
        (written, startedCount) = (length, count);
        Reserve(size, exactly);
        ReserveStarts(events, exactly);
    }

    private void ReserveStarts(int events, bool exactly)
    {
        var needed = startedCount + events;
        if (needed <= starts.Length) return;
        var larger = new int[exactly ? needed : Math.Max(needed + 1, starts.Length * 2)];
        starts.AsSpan(0, startedCount).CopyTo(larger);
        lock (gate) starts = larger;
    }

    private void BeginEvent()
    {
        starts[startedCount] = written;
        Write("id: "u8);
        Id(startedCount).TryFormat(Room(20), out var digits, provider: CultureInfo.InvariantCulture);
        written += digits;
        Write("\ndata: "u8);
    }

    private void EndEvent()
    {
        Write("\n\n"u8);
        startedCount++;
    }

    private void WriteEscaped(ReadOnlySpan<char> token, bool isReasoning)
    {
        using var scratch = JsonScratch.Take();
        StreamEvent.Token(scratch.Json, token.ToString(), isReasoning);
        Write(scratch.Written());
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        written += text.Length;
    }

    private Span<byte> Room(int size)
    {
        Reserve(size, exactly: false);
        return bytes.AsSpan(written);
    }

    private void Reserve(int size, bool exactly)
    {
        var needed = written + size;
        if (needed <= bytes.Length) return;
        // Subscribers may still hold the old array, so it stays unchanged.
        var larger = GC.AllocateUninitializedArray<byte>(exactly ? needed : Math.Max(bytes.Length * 2, needed));
        bytes.AsSpan(0, written).CopyTo(larger);
        lock (gate) bytes = larger;
    }

    private long IndexAfter(long lastId) => attempt == 0 ? Math.Min(lastId, int.MaxValue) + 1
        : lastId < 0 ? 0
        : Math.Max(1, lastId - ((long)attempt * IdsPerAttempt) + 2);

    private long Id(int number) => number == 0 ? 0 : IdOf(attempt, number - (attempt == 0 ? 1 : 2));
}

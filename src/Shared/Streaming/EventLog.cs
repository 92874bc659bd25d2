using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// The events of one attempt at a turn as the bytes that go over the wire, encoded once and read by every subscriber at its own pace.
/// One thread appends; any number read. A slow reader holds nobody up: it only stands further back in the same bytes.
/// </summary>
#pragma warning disable CA1001 // The JSON writer stands on this very object: there is nothing to dispose of.
internal sealed class EventLog : IBufferWriter<byte>
#pragma warning restore CA1001
{
    /// <summary>
    /// From one attempt's ids to the next one's: more than an attempt has events, so that no two events of a turn share an id
    /// (docs/decisions/0006).
    /// </summary>
    public const int IdsPerAttempt = 10_000_000;

    /// <summary>Of a token, with its id: what room is made for at once.</summary>
    private const int UsualEvent = 40;

    private readonly Lock gate = new();
    private readonly int attempt;
    private readonly List<int> starts = [];

    // Of the events that are being appended.
    private readonly List<int> ends = [];
    private readonly Utf8JsonWriter json;
    private byte[] bytes = new byte[2048];

    // How much of it readers see, and how much there is: what is beyond is being written.
    private int length;
    private int written;
    private bool complete;
    private TaskCompletionSource? changed;

    // Who waits, and who waited until just now.
    private List<ReaderSignal> readers = [];
    private List<ReaderSignal> woken = [];

    public EventLog(int attempt)
    {
        this.attempt = attempt;
        json = new Utf8JsonWriter(this, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });
    }

    /// <summary>Bytes that it holds on to. To be asked when it is complete.</summary>
    public int Size
    {
        get
        {
            lock (gate) return bytes.Length + ((starts.Capacity + ends.Capacity) * sizeof(int));
        }
    }

    /// <summary>Where the events with greater ids than this begin; at the last event at the latest, once it is there: everybody is told how it ended.</summary>
    /// <param name="lastId">-1 for all events.</param>
    public int PositionAfter(long lastId)
    {
        lock (gate)
        {
            var first = (long)attempt * IdsPerAttempt;
            var index = attempt == 0 ? Math.Min(lastId, int.MaxValue) + 1
                : lastId < 0 ? 0
                : Math.Max(1, lastId - first + 2);
            if (index < starts.Count) return starts[(int)index];
            return complete ? starts[^1] : length;
        }
    }

    /// <summary>Appends one event. The first one's id is 0 in every attempt: it is the user's message.</summary>
    /// <param name="last">True for the event after which none will come.</param>
    public void Append<T>(T payload, Action<Utf8JsonWriter, T> write, bool last = false) => Append([payload], write, last);

    /// <summary>Appends events that came together: readers see all of them at once.</summary>
    public void Append<T>(ReadOnlySpan<T> payloads, Action<Utf8JsonWriter, T> write, bool last = false)
    {
        Begin();
        foreach (var payload in payloads)
        {
            BeginEvent();
            json.Reset(this);
            write(json, payload);
            json.Flush();
            EndEvent();
        }

        Publish(last);
    }

    /// <summary>Appends a token event each, as <see cref="StreamEvent.Token"/> writes it: most of an answer is nothing else.</summary>
    public void AppendTokens(ReadOnlySpan<string> tokens)
    {
        Begin();
        GetMemory(tokens.Length * UsualEvent);
        foreach (var token in tokens)
        {
            BeginEvent();
            StreamEvent.Token(this, json, token);
            EndEvent();
        }

        Publish(last: false);
    }

    /// <summary>What lies beyond <paramref name="position"/>, and whether it ends with the last event. The bytes never change.</summary>
    public ReadOnlyMemory<byte> Read(int position, out bool ended)
    {
        lock (gate)
        {
            ended = complete;
            return bytes.AsMemory(position, length - position);
        }
    }

    /// <summary>Where the newest event begins, once there is one.</summary>
    public int Newest
    {
        get
        {
            lock (gate) return starts[^1];
        }
    }

    /// <summary>How many bytes there are.</summary>
    public int Length
    {
        get
        {
            lock (gate) return length;
        }
    }

    /// <summary>Completes when the next event is appended; never if there is none to come.</summary>
    public Task Grows()
    {
        lock (gate)
        {
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return changed.Task;
        }
    }

    /// <summary>Wakes a reader once, when there is something beyond <paramref name="position"/>; false if there already is, or if nothing is to come.</summary>
    public bool WillWake(ReaderSignal reader, int position)
    {
        lock (gate)
        {
            if (length > position || complete) return false;
            if (reader.IsListed) return true;
            reader.IsListed = true;
            readers.Add(reader);
            return true;
        }
    }

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = written + Math.Max(sizeHint, 1);
        if (needed > bytes.Length)
        {
            // Readers may still hold the old array; it stays as it is.
            var larger = new byte[Math.Max(bytes.Length * 2, needed)];
            bytes.AsSpan(0, written).CopyTo(larger);
            lock (gate) bytes = larger;
        }

        return bytes.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void Begin()
    {
        // One that could not be written has left nothing behind.
        ends.Clear();
        written = length;
    }

    private void BeginEvent()
    {
        Write("id: "u8);
        Id(starts.Count + ends.Count).TryFormat(GetSpan(20), out var digits, provider: CultureInfo.InvariantCulture);
        Advance(digits);
        Write("\ndata: "u8);
    }

    private void EndEvent()
    {
        Write("\n\n"u8);
        ends.Add(written);
    }

    private long Id(int number) => number == 0 ? 0 : ((long)attempt * IdsPerAttempt) + number - (attempt == 0 ? 0 : 1);

    private void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(GetSpan(text.Length));
        Advance(text.Length);
    }

    private void Publish(bool last)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            foreach (var end in ends)
            {
                starts.Add(length);
                length = end;
            }

            complete = last;
            (waiting, changed) = (changed, null);
            (readers, woken) = (woken, readers);
            foreach (var reader in woken) reader.IsListed = false;
        }

        waiting?.SetResult();
        foreach (var reader in woken) reader.Wake();
        woken.Clear();
    }
}

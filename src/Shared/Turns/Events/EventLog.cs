using System.Globalization;
using System.Text.Json;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// The events of one attempt at a turn as the bytes that go over the wire, encoded once and read by every subscriber at its own pace.
/// One thread appends; any number read. A slow reader holds nobody up: it only stands further back in the same bytes.
/// </summary>
internal sealed class EventLog(int attempt)
{
    /// <summary>
    /// From one attempt's ids to the next one's: more than an attempt has events, so that no two events of a turn share an id
    /// (docs/decisions/0006).
    /// </summary>
    public const int IdsPerAttempt = 10_000_000;

    /// <summary>Around a token, with an id of seven digits.</summary>
    private const int AroundToken = 32;

    /// <summary>Of the last event, without the answer's text.</summary>
    private const int LastEvent = 512;

    private readonly Lock gate = new();
    private byte[] bytes = [];
    private int[] starts = [];

    // How much of it readers see, and how much there is: what is beyond is being written.
    private int length;
    private int written;
    private int count;
    private int begun;
    private bool complete;
    private TaskCompletionSource? changed;

    // Who waits, and who waited until just now.
    private List<ReaderSignal> readers = [];
    private List<ReaderSignal> woken = [];

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
            if (index < count) return starts[(int)index];
            return complete ? starts[count - 1] : length;
        }
    }

    /// <summary>Appends one event. The first one's id is 0 in every attempt: it is the user's message.</summary>
    /// <param name="last">True for the event after which none will come.</param>
    public void Append<T>(T payload, Action<Utf8JsonWriter, T> write, bool last = false)
    {
        // One that could not be written leaves nothing behind.
        var json = JsonScratch.Write(payload, write);
        Begin(1, json.Length + AroundToken, exactly: last);
        BeginEvent();
        Write(json);
        EndEvent();
        Publish(last);
    }

    /// <summary>Appends an event for each token, for tokens that came together: readers see all of them at once.</summary>
    /// <param name="lengths">Of the tokens that the text is made of.</param>
    public void AppendTokens(ReadOnlySpan<char> text, ReadOnlySpan<int> lengths)
    {
        // Room for the last event too, which has the whole text once more: an answer that came at once is never copied.
        Begin(lengths.Length, (lengths.Length * AroundToken) + (2 * text.Length) + LastEvent, exactly: false);
        var plain = StreamEvent.IsPlain(text);
        foreach (var length in lengths)
        {
            var token = text[..length];
            text = text[length..];
            BeginEvent();
            if (StreamEvent.TryWrite(token, plain, Room(StreamEvent.MostBytes(length)), out var size)) written += size;
            else Write(JsonScratch.Write(token.ToString(), StreamEvent.Token));
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
            lock (gate) return starts[count - 1];
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

    /// <param name="exactly">Where nothing comes after it.</param>
    private void Begin(int events, int size, bool exactly)
    {
        (written, begun) = (length, count);
        Reserve(size, exactly);
        var needed = count + events;
        if (needed <= starts.Length) return;
        var larger = new int[exactly ? needed : Math.Max(needed + 1, starts.Length * 2)];
        starts.AsSpan(0, count).CopyTo(larger);
        lock (gate) starts = larger;
    }

    private void BeginEvent()
    {
        starts[begun] = written;
        Write("id: "u8);
        Id(begun).TryFormat(Room(20), out var digits, provider: CultureInfo.InvariantCulture);
        written += digits;
        Write("\ndata: "u8);
    }

    private void EndEvent()
    {
        Write("\n\n"u8);
        begun++;
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
        // Readers may still hold the old array; it stays as it is.
        var larger = GC.AllocateUninitializedArray<byte>(exactly ? needed : Math.Max(bytes.Length * 2, needed));
        bytes.AsSpan(0, written).CopyTo(larger);
        lock (gate) bytes = larger;
    }

    private long Id(int number) => number == 0 ? 0 : ((long)attempt * IdsPerAttempt) + number - (attempt == 0 ? 0 : 1);

    private void Publish(bool last)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            (length, count, complete) = (written, begun, last);
            (waiting, changed) = (changed, null);
            (readers, woken) = (woken, readers);
            foreach (var reader in woken) reader.IsListed = false;
        }

        waiting?.SetResult();
        // To send takes less than to have another thread do it; with a crowd, the model's next token would wait for all of them.
        var here = woken.Count == 1;
        foreach (var reader in woken) reader.Wake(here);
        woken.Clear();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// The events of one turn as the bytes that go over the wire, encoded once and read by every subscriber at its own pace.
/// One thread appends; any number read. A slow reader holds nobody up: it only stands further back in the same bytes.
/// </summary>
#pragma warning disable CA1001 // The JSON writer stands on a buffer of ours: there is nothing to dispose of.
internal sealed class EventLog
#pragma warning restore CA1001
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> frame = new(256);
    private readonly Utf8JsonWriter json;
    private byte[] bytes = new byte[1024];
    private int length;
    private int events;
    private bool complete;
    private TaskCompletionSource? changed;

    public EventLog() => json = new Utf8JsonWriter(frame, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });

    /// <summary>Appends one event; its id is the number of events before it.</summary>
    /// <param name="last">True for the event after which none will come.</param>
    public void Append<T>(T payload, Action<Utf8JsonWriter, T> write, bool last = false)
    {
        frame.ResetWrittenCount();
        frame.Write("id: "u8);
        events.TryFormat(frame.GetSpan(11), out var digits, provider: CultureInfo.InvariantCulture);
        frame.Advance(digits);
        frame.Write("\ndata: "u8);
        json.Reset(frame);
        write(json, payload);
        json.Flush();
        frame.Write("\n\n"u8);
        events++;
        Publish(frame.WrittenSpan, last);
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

    /// <summary>Completes when there is something beyond <paramref name="position"/>, at once if there already is.</summary>
    public Task Changed(int position)
    {
        lock (gate)
        {
            if (length > position || complete) return Task.CompletedTask;
            // One promise for all who wait, made only if somebody waits.
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return changed.Task;
        }
    }

    private void Publish(ReadOnlySpan<byte> span, bool last)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            if (length + span.Length > bytes.Length)
            {
                // Readers may still hold the old array; it stays as it is.
                var larger = new byte[Math.Max(bytes.Length * 2, length + span.Length)];
                bytes.AsSpan(0, length).CopyTo(larger);
                bytes = larger;
            }

            span.CopyTo(bytes.AsSpan(length));
            length += span.Length;
            complete = last;
            (waiting, changed) = (changed, null);
        }

        waiting?.SetResult();
    }
}

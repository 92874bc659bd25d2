using System.Buffers;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>Where a thread writes JSON before it is known how long that is, again and again in the same place.</summary>
#pragma warning disable CA1001 // The writer stands on memory of its own: there is nothing to dispose of.
internal sealed class JsonScratch
#pragma warning restore CA1001
{
    /// <summary>Of one that was larger once, the memory is given back.</summary>
    private const int Largest = 64 * 1024;

    [ThreadStatic]
    private static JsonScratch? own;

    private readonly ArrayBufferWriter<byte> bytes = new(1024);
    private readonly Utf8JsonWriter json;

    private JsonScratch() => json = new(bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });

    /// <returns>Until the thread writes the next one.</returns>
    public static ReadOnlySpan<byte> Write<T>(T payload, Action<Utf8JsonWriter, T> write)
    {
        var scratch = own ??= new();
        scratch.bytes.ResetWrittenCount();
        scratch.json.Reset();
        try
        {
            write(scratch.json, payload);
            scratch.json.Flush();
        }
        catch
        {
            // Half of something may be in it.
            own = null;
            throw;
        }

        if (scratch.bytes.Capacity > Largest) own = null;
        return scratch.bytes.WrittenSpan;
    }
}

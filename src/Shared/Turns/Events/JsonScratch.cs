using System.Buffers;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>Lets a thread write JSON of unknown length into the same memory again and again.</summary>
#pragma warning disable CA1001 // The writer uses only managed memory, so there is nothing to dispose of.
internal sealed class JsonScratch
#pragma warning restore CA1001
{
    /// <summary>The maximum number of bytes to keep. Larger memory is freed.</summary>
    private const int Largest = 64 * 1024;

    [ThreadStatic]
    private static JsonScratch? own;

    private readonly ArrayBufferWriter<byte> bytes = new(1024);
    private readonly Utf8JsonWriter json;

    private JsonScratch() => json = new(bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });

    /// <returns>The bytes, valid until the thread writes the next JSON.</returns>
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
            // The memory may contain incomplete JSON.
            own = null;
            throw;
        }

        if (scratch.bytes.Capacity > Largest) own = null;
        return scratch.bytes.WrittenSpan;
    }
}

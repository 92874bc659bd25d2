using System.Buffers;
using System.Text.Json;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Lets a thread write JSON of unknown length into the same memory again and again. One user at a time, until it is disposed of.
/// </summary>
internal sealed class JsonScratch : IDisposable
{
    /// <summary>The maximum number of bytes that a thread keeps. Larger memory is freed.</summary>
    private const int Kept = 64 * 1024;

    [ThreadStatic]
    private static JsonScratch? free;

    private readonly ArrayBufferWriter<byte> bytes = new(1024);

    private JsonScratch() => Json = new(bytes, new JsonWriterOptions { Encoder = Http.Json.Options.Encoder, SkipValidation = true });

    public Utf8JsonWriter Json { get; }

    /// <summary>
    /// Takes the thread's memory, empty. A nested call gets new memory, because formatting a value may itself write JSON.
    /// </summary>
    public static JsonScratch Take()
    {
        var scratch = free ?? new();
        free = null;
        // After a failure, half of something may be in it.
        scratch.bytes.ResetWrittenCount();
        scratch.Json.Reset();
        return scratch;
    }

    /// <summary>Returns what <see cref="Json"/> has written, valid until the memory is disposed of.</summary>
    /// <param name="end">Bytes to append.</param>
    public ReadOnlySpan<byte> Written(ReadOnlySpan<byte> end = default)
    {
        Json.Flush();
        bytes.Write(end);
        return bytes.WrittenSpan;
    }

    /// <summary>Gives the memory back to the thread.</summary>
    public void Dispose()
    {
        if (bytes.Capacity <= Kept) free = this;
        else Json.Dispose();
    }
}

using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// A buffer for a response body in pooled memory. Without the pool, lists would cause most of a request's garbage. Use it on one thread at
/// a time.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    // A list of fifty items fits, so the buffer seldom has to grow and copy.
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int length;

    /// <summary>Serializes a value as JSON with generated code.</summary>
    public static PooledBuffer Of<T>(T value, JsonTypeInfo<T> type)
    {
        var body = new PooledBuffer();
        using var writer = body.NewWriter();
        JsonSerializer.Serialize(writer, value, type);
        return body;
    }

    /// <summary>Creates a writer with the JSON format of all responses. Its output is complete after the writer is disposed.</summary>
    public Utf8JsonWriter NewWriter() => new(this, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });

    /// <summary>The written bytes. Invalid after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    /// <summary>Sends the written bytes as a complete JSON response.</summary>
    public async Task SendAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = length;
        await BulkSend.WriteAsync(http.Response, Written, http.RequestAborted);
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (bytes.Length - length < Math.Max(sizeHint, 1)) Grow(sizeHint);
        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private void Grow(int sizeHint)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + sizeHint));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}

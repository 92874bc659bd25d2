using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SamosaChaat.Shared.Http;

/// <summary>A body while it is written, in memory that is used again: a list's would else be most of what a request leaves to be collected. One thread at a time.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    // A list of fifty has room in it: growing would copy it again and again.
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int length;

    /// <summary>A value as JSON, written as the build has found its type.</summary>
    public static PooledBuffer Of<T>(T value, JsonTypeInfo<T> type)
    {
        var body = new PooledBuffer();
        using var writer = body.NewWriter();
        JsonSerializer.Serialize(writer, value, type);
        return body;
    }

    /// <summary>Writes JSON in the form of all answers. What it has written is here when it is disposed of.</summary>
    public Utf8JsonWriter NewWriter() => new(this, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });

    /// <summary>What is written; not after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    /// <summary>Sends what is written as the whole of an answer in JSON.</summary>
    public async Task SendAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = length;
        await http.Response.BodyWriter.WriteAsync(Written, http.RequestAborted);
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

using System.Text;
using System.Text.Unicode;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// A stream that replaces invalid UTF-8 with U+FFFD, as the specification of event streams requires. JSON readers reject invalid UTF-8.
/// </summary>
internal sealed class Utf8SanitizingStream(Stream inner) : Stream
{
    /// <summary>The minimum buffer size, with room for an incomplete character.</summary>
    private const int Least = 16;

    // The start of a character whose other bytes have not arrived yet.
    private readonly byte[] held = new byte[3];
    private int heldCount;

    // The bytes that did not fit into the caller's buffer.
    private ReadOnlyMemory<byte> rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty)
        {
            var chunk = buffer.Length < Least ? new byte[Least] : buffer;
            held.AsSpan(0, heldCount).CopyTo(chunk.Span);
            var count = await inner.ReadAsync(chunk[heldCount..], cancellationToken);
            var there = chunk[..(heldCount + count)];
            if (there.IsEmpty) return 0;

            // At the end of the stream, no bytes can complete the character.
            heldCount = count == 0 ? 0 : Incomplete(there.Span);
            there[^heldCount..].Span.CopyTo(held);
            there = there[..^heldCount];
            if (!Utf8.IsValid(there.Span)) rest = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(there.Span));
            else if (buffer.Length < Least) rest = there;
            else if (!there.IsEmpty) return there.Length;
        }

        var given = rest[..Math.Min(rest.Length, buffer.Length)];
        given.CopyTo(buffer);
        rest = rest[given.Length..];
        return given.Length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Returns the number of bytes at the end that may be the start of one character.</summary>
    private static int Incomplete(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var lead = text[^back];
            if ((lead & 0xC0) == 0x80) continue;
            var size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return size > back ? back : 0;
        }

        return 0;
    }
}

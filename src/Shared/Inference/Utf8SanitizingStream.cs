using System.Text;
using System.Text.Unicode;

namespace SamosaChaat.Shared.Inference;

/// <summary>A stream of UTF-8. Bytes that are none become U+FFFD, as the specification of event streams has it; JSON readers would give up on them.</summary>
internal sealed class Utf8SanitizingStream(Stream inner) : Stream
{
    /// <summary>Room for a character that is not whole, and then some.</summary>
    private const int Least = 16;

    // The beginning of a character whose rest is still to come.
    private readonly byte[] held = new byte[3];
    private int heldCount;

    // What the reader had no room for.
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

            // At the end nothing completes it any more.
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

    /// <summary>How many bytes at the end may be the beginning of one character.</summary>
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

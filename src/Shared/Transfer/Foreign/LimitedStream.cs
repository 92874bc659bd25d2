namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads at most so many bytes of a packed file. It ends where the limit is reached, or where the file is damaged.</summary>
internal sealed class LimitedStream(Stream packed, long limit) : Stream
{
    /// <summary>The bytes that may still be read.</summary>
    public long Left { get; private set; } = limit;

    public bool IsDamaged { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var most = (int)Math.Min(buffer.Length, Left);
            var read = most == 0 ? 0 : await packed.ReadAsync(buffer[..most], cancellationToken);
            Left -= read;
            return read;
        }
        catch (InvalidDataException)
        {
            IsDamaged = true;
            return 0;
        }
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
        if (disposing) packed.Dispose();
        base.Dispose(disposing);
    }
}

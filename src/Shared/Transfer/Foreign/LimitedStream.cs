namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads at most so many bytes of a packed file. It ends where the limit is reached, or where the file is damaged.</summary>
internal sealed class LimitedStream(Stream packed, long limit) : ForwardStream
{
    /// <summary>The bytes that may still be read.</summary>
    public long Left { get; private set; } = limit;

    public bool IsDamaged { get; private set; }

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

    protected override void Dispose(bool disposing)
    {
        if (disposing) packed.Dispose();
        base.Dispose(disposing);
    }
}

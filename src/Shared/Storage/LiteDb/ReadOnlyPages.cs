namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Shows LiteDB the whole pages of a file that it must not change. LiteDB cuts off the rest of a page, and removes an empty log, even if it
/// only reads. A missing file has no pages.
/// </summary>
internal sealed class ReadOnlyPages(string file) : Stream
{
    private readonly Stream stream = File.Exists(file)
        ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
        : new MemoryStream([], writable: false);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => stream.Length / CommitLog.PageSize * CommitLog.PageSize;

    public override long Position { get => stream.Position; set => stream.Position = value; }

    public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) =>
        origin == SeekOrigin.End ? Position = Length + offset : stream.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }
}

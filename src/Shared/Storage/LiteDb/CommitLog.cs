using Microsoft.Win32.SafeHandles;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Keeps LiteDB's write-ahead log in step with the disk. LiteDB 5.0.21 writes a commit's pages before it returns, but syncs nothing.
/// LiteDB uses a stream under a lock of its own.
/// </summary>
/// <param name="sync">Returns when all that was written to the file is on the disk.</param>
internal sealed class CommitLog(string file, Action<SafeFileHandle> sync) : Stream
{
    private const int PageSize = 8192;

    // In the page header of LiteDB's file format 5 this byte is set on the last page of a committed transaction, and on no other.
    private const int ConfirmedAt = 18;

    private readonly SafeFileHandle handle = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    private long position;
    private volatile bool unsynced;

    public CommitLog(string file)
        : this(file, RandomAccess.FlushToDisk)
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => RandomAccess.GetLength(handle);

    public override long Position { get => position; set => position = value; }

    /// <summary>Waits until all that was written is on the disk. Only the writing thread may call it. Others may read meanwhile.</summary>
    public void Sync()
    {
        if (!unsynced) return;
        sync(handle);
        unsynced = false;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            // The rest of a commit must be on the disk before its last page: log pages carry no checksum.
            if (count == PageSize && buffer[offset + ConfirmedAt] != 0) Sync();
            RandomAccess.Write(handle, buffer.AsSpan(offset, count), position);
            position += count;
            unsynced = true;
        }
        catch (Exception e) when (e is not IOException)
        {
            // LiteDB closes itself after an IOException only. After anything else it would go on with pages that are not in the log.
            throw new IOException("The log cannot be written.", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        // LiteDB reads its log from the start when it is about to fold it into the data file. A power cut meanwhile needs the whole log.
        if (position == 0) Sync();
        var read = RandomAccess.Read(handle, buffer.AsSpan(offset, count), position);
        position += read;
        return read;
    }

    public override void SetLength(long value)
    {
        RandomAccess.SetLength(handle, value);
        sync(handle);
    }

    public override long Seek(long offset, SeekOrigin origin) => position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => Length,
    };

    /// <summary>Does nothing: whoever commits calls <see cref="Sync"/>.</summary>
    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !handle.IsClosed)
        {
            var empty = Length == 0;
            handle.Dispose();
            if (empty) File.Delete(file);
        }

        base.Dispose(disposing);
    }
}

using Microsoft.Win32.SafeHandles;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Syncs LiteDB's write-ahead log to the disk. LiteDB 5.0.21 writes a commit's pages before it returns, but it syncs nothing.
/// LiteDB takes a lock of its own before it uses a stream.
/// </summary>
/// <param name="sync">Returns when everything that was written to the file is on the disk.</param>
internal sealed class CommitLog(string file, Action<SafeFileHandle> sync) : Stream
{
    /// <summary>The size of a page of LiteDB's files, in bytes.</summary>
    public const int PageSize = 8192;

    // LiteDB's file format 5 sets this byte of the page header on the last page of a committed transaction, and on no other page.
    private const int ConfirmedAt = 18;

    private readonly SafeFileHandle handle = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    private readonly LogChecksum checksum = new(file);

    // A sync is either over before the log breaks, or it fails. So nothing is acknowledged that a later opening would cut off.
    private readonly Lock gate = new();
    private long position;
    private long synced;
    private bool hasUnsyncedCommit;
    private volatile bool unsynced;
    private volatile bool broken;

    public CommitLog(string file)
        : this(file, RandomAccess.FlushToDisk)
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => RandomAccess.GetLength(handle);

    public override long Position { get => position; set => position = value; }

    /// <summary>Returns the name of the log of a data file, as LiteDB gives it.</summary>
    public static string FileOf(string dataFile) => Path.ChangeExtension(dataFile, null) + "-log" + Path.GetExtension(dataFile);

    /// <summary>True after <see cref="Break"/>.</summary>
    public bool IsBroken => broken;

    /// <summary>
    /// The number of commits that are on the disk for certain, since the log was opened. Only the writing thread may ask.
    /// </summary>
    public long SyncedCommits { get; private set; }

    /// <summary>Waits until everything written is on the disk. Only the writing thread may call it. Others may read meanwhile.</summary>
    public void Sync()
    {
        lock (gate)
        {
            ThrowIfBroken();
            if (!unsynced) return;
            sync(handle);
            checksum.Note(handle, Length);
            synced = Length;
            unsynced = false;
            if (hasUnsyncedCommit) SyncedCommits++;
            hasUnsyncedCommit = false;
        }
    }

    /// <summary>
    /// Refuses all further use, because LiteDB's memory may differ from the disk. LiteDB would otherwise fold its log into the data file
    /// when it closes, with pages that are not on the disk.
    /// </summary>
    /// <returns>The length of the part of the log that is on the disk for certain.</returns>
    public long Break()
    {
        lock (gate)
        {
            broken = true;
            return synced;
        }
    }

    /// <summary>
    /// Removes everything after a length that <see cref="Break"/> returned: pages of which nobody knows whether they are whole.
    /// </summary>
    public void CutTo(long length)
    {
        if (length < Length) SetLength(length);
        else synced = Length;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ThrowIfBroken();
        try
        {
            // A commit's other pages must be on the disk before its last page, because log pages carry no checksum.
            var isCommit = count == PageSize && buffer[offset + ConfirmedAt] != 0;
            if (isCommit) Sync();
            RandomAccess.Write(handle, buffer.AsSpan(offset, count), position);
            hasUnsyncedCommit |= isCommit;
            checksum.Append(position, buffer.AsSpan(offset, count));
            position += count;
            unsynced = true;
        }
        catch (Exception e) when (e is not IOException)
        {
            // LiteDB closes itself only after an IOException. After another exception it would go on with pages that are not in the log.
            throw new IOException("The log cannot be written.", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfBroken();
        // LiteDB reads its log from the start before it copies the log into the data file. A power cut meanwhile needs the whole log.
        if (position == 0) Sync();
        var read = RandomAccess.Read(handle, buffer.AsSpan(offset, count), position);
        position += read;
        return read;
    }

    public override void SetLength(long value)
    {
        ThrowIfBroken();
        checksum.NoteDurably(handle, Math.Min(value, Length));
        RandomAccess.SetLength(handle, value);
        sync(handle);
        synced = value;
    }

    public override long Seek(long offset, SeekOrigin origin) => position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => Length,
    };

    /// <summary>Does nothing, because the writer calls <see cref="Sync"/> at each commit.</summary>
    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !handle.IsClosed)
        {
            var empty = !broken && Length == 0;
            handle.Dispose();
            checksum.Dispose();
            if (empty)
            {
                // The checksum goes first: without the log it would tell of a loss.
                File.Delete(LogChecksum.FileOf(file));
                File.Delete(file);
            }
        }

        base.Dispose(disposing);
    }

    private void ThrowIfBroken()
    {
        if (broken) throw new IOException("The store is closed, because its disk has failed.");
    }
}

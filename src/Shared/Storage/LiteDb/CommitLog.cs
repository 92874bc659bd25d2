using Microsoft.Win32.SafeHandles;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// The file of LiteDB's write-ahead log, watched. LiteDB 5.0.20 hands a commit's pages to a queue and returns; whoever acknowledges then may
/// acknowledge what a crash a moment later has never seen. This stream knows when the last page of a commit has been written, and syncs it.
/// LiteDB uses a stream under a lock of its own; <see cref="Commits"/> and <see cref="WaitFor"/> may be called from any thread.
/// </summary>
internal sealed class CommitLog(string file) : Stream
{
    private const int PageSize = 8192;

    // In the page header of LiteDB's file format 5 this byte is set on the last page of a committed transaction, and on no other.
    private const int ConfirmedAt = 18;

    private readonly SafeFileHandle handle = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    private readonly object gate = new();
    private long position;
    private long commits;
    private bool unsynced;
    private Exception? failure;

    /// <summary>How many commits have been written since the log was opened.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>True once a page could not be written. It stays so: LiteDB has closed itself or is about to.</summary>
    public bool IsBroken => Volatile.Read(ref failure) is not null;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => RandomAccess.GetLength(handle);

    public override long Position { get => position; set => position = value; }

    /// <summary>Returns when that many commits are on the disk, synced.</summary>
    /// <exception cref="IOException">The log could not be written, or not in time; LiteDB has closed itself or will.</exception>
    public void WaitFor(long count, TimeSpan timeout)
    {
        var until = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        lock (gate)
        {
            while (commits < count && failure is null)
            {
                var left = until - Environment.TickCount64;
                if (left <= 0) throw new IOException("The log was not written in time.");
                Monitor.Wait(gate, (int)left);
            }
        }

        if (Volatile.Read(ref failure) is { } cause) throw new IOException("The log could not be written.", cause);
        RandomAccess.FlushToDisk(handle);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            var confirms = count == PageSize && buffer[offset + ConfirmedAt] != 0;
            // What a commit consists of must be on the disk before its mark: log pages carry no checksum.
            if (confirms && unsynced) RandomAccess.FlushToDisk(handle);
            RandomAccess.Write(handle, buffer.AsSpan(offset, count), position);
            position += count;
            unsynced = !confirms;
            if (confirms) Tell(null);
        }
        catch (Exception e)
        {
            // LiteDB closes itself after an IOException only; after anything else its queue would stand still, and everybody would wait for it.
            var error = e as IOException ?? new IOException("The log cannot be written.", e);
            Tell(error);
            throw error;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = RandomAccess.Read(handle, buffer.AsSpan(offset, count), position);
        position += read;
        return read;
    }

    public override void SetLength(long value)
    {
        RandomAccess.SetLength(handle, value);
        RandomAccess.FlushToDisk(handle);
    }

    public override long Seek(long offset, SeekOrigin origin) => position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => Length,
    };

    /// <summary>Nothing: LiteDB flushes after every burst of pages, and the one sync that counts is in <see cref="WaitFor"/>.</summary>
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

    private void Tell(Exception? error)
    {
        lock (gate)
        {
            failure ??= error;
            if (error is null) commits++;
            Monitor.PulseAll(gate);
        }
    }
}

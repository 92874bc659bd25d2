using LiteDB;
using Microsoft.Win32.SafeHandles;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Holds the open file, and opens it again after the disk has failed, as soon as the disk takes data (docs/decisions/0025). Callers have
/// their turn.
/// </summary>
/// <param name="reserve">Null if no room is kept.</param>
internal sealed class LiteDbReopening(
    string file,
    IReadOnlyList<Action<LiteDatabase>> migrations,
    TicketLock turns,
    Action<SafeFileHandle> sync,
    TimeProvider clock,
    Guid? expected,
    Reserve? reserve)
    : IDisposable
{
    /// <summary>The room that the disk must have beside the log's own length before the store is opened again, in bytes.</summary>
    private const int Room = 1024 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private LiteDbFile? open = new(file, migrations, turns, keep: null, sync, expected);
    private long? keep;
    private TimeSpan pause = TimeSpan.Zero;
    private long openedAt = clock.GetTimestamp();

    /// <summary>True if the last failure came from a full disk.</summary>
    public bool DiskIsFull { get; set; }

    private long Needed => Room + (keep ?? 0);

    /// <summary>Returns the open file.</summary>
    /// <exception cref="IOException">The file is closed, and the disk still does not take data.</exception>
    /// <exception cref="InsufficientStorageException">The file is closed, and the disk is still full.</exception>
    public LiteDbFile Current()
    {
        if (open is { IsBroken: false } works) return works;
        if (open is { } broken)
        {
            open = null;
            keep = broken.Abandon();
        }

        // A disk that takes data and fails at the next commit must not cost an opening for every request.
        if (clock.GetElapsedTime(openedAt) < pause)
        {
            throw DiskIsFull
                ? new InsufficientStorageException()
                : new IOException("The store is closed, because its disk fails again and again.");
        }

        MakeRoom();
        openedAt = clock.GetTimestamp();
        pause = pause == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
        return open = new LiteDbFile(file, migrations, turns, keep, sync, expected);
    }

    /// <summary>
    /// Copies the file and its log. LiteDB ignores pages of a transaction that has not ended, so a copy of any moment is consistent.
    /// </summary>
    public void CopyTo(string target)
    {
        // A log that a failure has broken is cut first.
        Current();
        Copy(file, target);
        Copy(CommitLog.FileOf(file), CommitLog.FileOf(target));
    }

    /// <summary>Notes that the disk works: a commit is on it.</summary>
    public void Committed() => (pause, DiskIsFull) = (TimeSpan.Zero, false);

    public void Dispose() => open?.Dispose();

    /// <summary>
    /// Fails if the disk does not take data, or has no room for the log to be folded into the data file. A full disk gets the reserve.
    /// </summary>
    private void MakeRoom()
    {
        try
        {
            TryDisk();
        }
        // .NET has no number for a file that does not fit.
        catch (IOException e) when (e.IsFullDisk() || DiskRoom.FreeIn(Path.GetDirectoryName(file)!) < Needed)
        {
            DiskIsFull = true;
            if (reserve?.Release(e) is not true) throw new InsufficientStorageException(e);
            TryDisk();
        }
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        source.CopyTo(target, 1 << 17);
    }

    private void TryDisk()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
            // Takes the room without writing.
            PreallocationSize = Needed,
        };
        using var probe = new FileStream(Path.ChangeExtension(file, ".room"), options);
        probe.Write(new byte[CommitLog.PageSize]);
        sync(probe.SafeFileHandle);
    }
}

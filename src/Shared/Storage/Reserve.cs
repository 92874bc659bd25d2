using System.Security.Cryptography;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Keeps room on the store's disk in a file. When the disk is full, the room is given back for commands that may use it
/// (<see cref="Command{T}.UsesReserve"/>). Others wait until there is room for the file again. Any thread can call every member.
/// </summary>
internal sealed class Reserve
{
    /// <summary>The file in the data folder. It is empty while the disk is full, so that a restart knows.</summary>
    public const string FileName = "samosachaat.reserve";

    private const int Part = 1 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly DataFolder folder;
    private readonly long size;
    private readonly FullDiskLog log;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private bool isFilled;
    private volatile bool isReleased;
    private long? failedAt;

    /// <summary>Makes the file if the disk has room for it.</summary>
    /// <param name="size">In bytes. 0 keeps no room.</param>
    public Reserve(DataFolder folder, long size, FullDiskLog log, TimeProvider clock)
    {
        (this.folder, this.size, this.log, this.clock) = (folder, size, log, clock);
        var file = new FileInfo(folder.PathOf(FileName));
        isReleased = size > 0 && file is { Exists: true, Length: 0 };
        isFilled = size > 0 && file.Exists && file.Length == size;
        // The setting has changed, or the last process was killed while it wrote.
        if (!isReleased && !isFilled) file.Delete();
        if (size > 0 && !TryFill() && !isReleased) log.NoReserve(size);
    }

    /// <summary>True while only commands that may use the reserve are to run.</summary>
    public bool IsReleased => isReleased;

    /// <summary>
    /// Takes the room if the disk has twice as much. Otherwise the disk would be full with the next write. The writer calls it before
    /// each batch.
    /// </summary>
    /// <returns>True if the file has its size.</returns>
    public bool TryFill()
    {
        if (size == 0) return false;
        lock (gate)
        {
            if (isFilled) return true;
            if (failedAt is { } failed && clock.GetElapsedTime(failed) < Pause) return false;
            var hasRoom = DiskRoom.FreeIn(folder.Root) >= 2 * size;
            isFilled = hasRoom && Write();
            // While the disk is full, it is asked before each batch. Otherwise nobody waits for the reserve.
            failedAt = isFilled || (isReleased && !hasRoom) ? null : clock.GetTimestamp();
            if (!isFilled) return false;
            isReleased = false;
            log.Ended();
            return true;
        }
    }

    /// <summary>Gives the room back, because the disk is full.</summary>
    /// <returns>True if there is more room now.</returns>
    public bool Release(Exception cause)
    {
        lock (gate)
        {
            if (!isReleased) log.Met(cause);
            if (!isFilled) return false;
            (isFilled, isReleased) = (false, true);
            return Empty();
        }
    }

    // Writes noise, because a file system may compress zeros, or give room to a file only when it is written.
    private bool Write()
    {
        try
        {
            using var file = folder.CreateOwnerOnly(FileName, FileMode.Create);
            var noise = RandomNumberGenerator.GetBytes(Part);
            for (var left = size; left > 0; left -= Part) file.Write(noise, 0, (int)Math.Min(left, Part));
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A quota can be the reason, which the free space does not show.
            if (isReleased) Empty();
            else new FileInfo(folder.PathOf(FileName)).Delete();
            return false;
        }
    }

    private bool Empty()
    {
        try
        {
            using var file = folder.CreateOwnerOnly(FileName, FileMode.Create);
            // Some file systems free the room only with a sync.
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Logs that the store's disk is full: once for each time, and not for each request. The time ends when the disk has room, or after a
/// minute without a write that failed. Only one thread at a time may use it.
/// </summary>
/// <param name="logger">Null if there is no log.</param>
internal sealed partial class FullDiskLog(ILogger? logger, TimeProvider clock)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private long? lastMet;

    /// <summary>Notes that a write has failed.</summary>
    public void Met(Exception cause)
    {
        var isNew = lastMet is not { } last || clock.GetElapsedTime(last) > Quiet;
        lastMet = clock.GetTimestamp();
        if (isNew && logger is not null) LogFull(logger, cause);
    }

    /// <summary>Notes that the disk has room.</summary>
    public void Ended()
    {
        if (lastMet is not null && logger is not null) LogRoom(logger);
        lastMet = null;
    }

    /// <summary>Tells that the reserve could not be made.</summary>
    public void NoReserve(long size)
    {
        if (logger is not null) LogNoReserve(logger, size);
    }

    [LoggerMessage(EventIds.DiskFull, LogLevel.Error, "The disk of the store is full. Writes are refused until it has room")]
    private static partial void LogFull(ILogger logger, Exception cause);

    [LoggerMessage(EventIds.DiskHasRoom, LogLevel.Information, "The disk of the store has room again")]
    private static partial void LogRoom(ILogger logger);

    [LoggerMessage(
        EventIds.NoReserve,
        LogLevel.Warning,
        "The disk of the store has no room for the reserve of {size} bytes. It is made when there is room")]
    private static partial void LogNoReserve(ILogger logger, long size);
}

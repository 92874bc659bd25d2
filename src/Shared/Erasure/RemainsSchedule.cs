using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Erasure;

/// <summary>Removes remains soon after the start and then every few hours. So what was deleted is not in the files a day later.</summary>
internal sealed partial class RemainsSchedule(
    Remains remains, DataFolder data, TimeProvider clock, ILogger<RemainsSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = First; ; wait = await TryAsync(stoppingToken) ? Pause : AfterFailure)
            {
                await Task.Delay(wait, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server shuts down.
        }
    }

    private async Task<bool> TryAsync(CancellationToken ct)
    {
        try
        {
            // The folder of a killed compact or restore has a copy of the store, which no longer follows deletions.
            var fault = WorkFolder.RemoveLeft(data.Root);
            if (fault is not null) LogFailed(logger, fault);
            return await remains.EraseAsync(_ => { }, ct) && fault is null;
        }
        catch (InsufficientStorageException)
        {
            // The disk's own event tells that already.
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
            return false;
        }
    }

    [LoggerMessage(EventIds.RemainsNotErased, LogLevel.Warning, "The files still have bytes of deleted rows. The server tries again")]
    private static partial void LogFailed(ILogger logger, Exception error);
}

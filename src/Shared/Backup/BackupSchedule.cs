using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Backup;

/// <summary>Makes a backup when the newest good one is as old as <see cref="BackupOptions.Every"/>, also after a restart.</summary>
internal sealed partial class BackupSchedule(
    StoreBackup backups, LastBackup last, IOptions<BackupOptions> options, TimeProvider clock, ILogger<BackupSchedule> logger)
    : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    // A timer cannot wait for much longer than a month.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Every == TimeSpan.Zero || backups.Refusal is not null) return;
        try
        {
            while (true)
            {
                var wait = await StepAsync(stoppingToken);
                if (wait > TimeSpan.Zero) await Task.Delay(wait < Longest ? wait : Longest, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server shuts down.
        }
    }

    /// <summary>Makes a backup if one is due.</summary>
    /// <returns>The time until the next step.</returns>
    private async Task<TimeSpan> StepAsync(CancellationToken ct)
    {
        try
        {
            var wait = await last.FindAsync(ct) is { } at ? at + options.Value.Every - clock.Now() : TimeSpan.Zero;
            if (wait > TimeSpan.Zero) return wait;
            if (await backups.RunAsync(ct) is not { } made) return AfterFailure;
            LogMade(logger, made.Name, made.Size, made.Manifest.Rows);
            return TimeSpan.Zero;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The exception can have any type, and must not end the server.
            LogFailed(logger, e);
            return AfterFailure;
        }
    }

    [LoggerMessage(EventIds.BackupMade, LogLevel.Information, "Made the backup {backup} of {size} bytes with {rows} rows")]
    private static partial void LogMade(ILogger logger, string backup, long size, long rows);

    [LoggerMessage(EventIds.BackupFailed, LogLevel.Error, "A backup failed. Earlier ones stay")]
    private static partial void LogFailed(ILogger logger, Exception error);
}

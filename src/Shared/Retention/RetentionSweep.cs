using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Retention;

/// <summary>
/// Deletes what has been in the trash long enough, at the start and then every hour. Each conversation has a transaction of its own, so others
/// never wait long. All nodes of a cluster do it: what another one was faster with is not there any more.
/// </summary>
internal sealed partial class RetentionSweep(
    IStore store, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionSweep> logger) : BackgroundService
{
    private const int Page = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Deletes all that is due now. Returns the number of conversations.</summary>
    public async Task<long> RunAsync(CancellationToken ct)
    {
        var upTo = clock.Now() - options.Value.Trash;
        long removed = 0;
        while (await store.ReadAsync(new ReadOldTrash(upTo, Page), ct) is { Count: > 0 } page)
        {
            var before = removed;
            foreach (var (own, _) in page)
            {
                if (await store.WriteAsync(new RemoveTrashed(own.UserId, own.Id, upTo), ct)) removed++;
            }

            if (removed == before) break;
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true) await Task.Delay(await TryAsync(stoppingToken) ? Pause : AfterFailure, clock, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server shuts down. The next start continues.
        }
    }

    private async Task<bool> TryAsync(CancellationToken ct)
    {
        try
        {
            if (await RunAsync(ct) is > 0 and var removed) LogSwept(logger, removed);
            return true;
        }
        catch (Exception e) when (e is FencedException or StoreUnavailableException or InsufficientStorageException)
        {
            // The cluster, the store and the requests tell that already.
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
            return false;
        }
    }

    [LoggerMessage(EventIds.RetentionSwept, LogLevel.Information, "Deleted {conversations} conversations whose time in the trash was over")]
    private static partial void LogSwept(ILogger logger, long conversations);

    [LoggerMessage(EventIds.RetentionFailed, LogLevel.Error, "Old conversations could not be deleted. The server tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

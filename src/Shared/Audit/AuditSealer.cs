using System.Threading.Channels;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Audit;

/// <summary>
/// Moves new entries into the chain of the audit log in the background, and removes old ones, so that no request waits for that
/// (docs/decisions/0038). Any thread can call every member.
/// </summary>
internal sealed partial class AuditSealer(IStore store, SharedClock clock, IOptions<AuditOptions> options, ILogger<AuditSealer> logger)
    : BackgroundService
{
    /// <summary>The number of entries that one command moves. It bounds the time for which other commands wait.</summary>
    private const int Batch = 200;

    /// <summary>The tries to continue the chain while other nodes do. Each of them moves the entries of all nodes.</summary>
    private const int MostTries = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Entries that come together are moved together.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>The longest time without a look at what is old, and at what a process has left that is gone.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    // It has room for one call, because one pass does the work of all.
    private readonly Channel<bool> calls =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Tells that an entry is on its way.</summary>
    public void Wake() => calls.Writer.TryWrite(true);

    /// <summary>Moves all entries that are stored now into the chain.</summary>
    public ValueTask SealAsync(CancellationToken ct) => RepeatAsync(() => new SealEntries(Batch), ct);

    /// <summary>Removes the entries that are older than the settings say.</summary>
    public ValueTask RemoveOldAsync(CancellationToken ct)
    {
        var now = clock.Now();
        return RepeatAsync(
            () => new RemoveOldEntries(
                now - options.Value.KeepFor,
                new(clock.NewId(), now, AuditKinds.EntriesRemoved, ActorId: null, UserId: null, AuditEntry.Server, Detail: null),
                Batch),
            ct);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // Requests have ended before, so that a store at rest has all entries in its chain.
            await TryAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // There is no more time. The next start does it.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var isDone = await TryAsync(stoppingToken);
                await WaitAsync(isDone ? Day : AfterFailure, stoppingToken);
                await Task.Delay(Delay, stoppingToken);
                calls.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException)
        {
            // The server shuts down.
        }
    }

    /// <summary>Waits for a call, or for the time.</summary>
    private async Task WaitAsync(TimeSpan most, CancellationToken ct)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(most);
        try
        {
            await calls.Reader.WaitToReadAsync(time.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private async Task<bool> TryAsync(CancellationToken ct)
    {
        try
        {
            await SealAsync(ct);
            await RemoveOldAsync(ct);
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

    /// <summary>Runs commands until one finds less than it could do.</summary>
    private async ValueTask RepeatAsync(Func<Command<int?>> command, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries;)
        {
            var done = await store.WriteAsync(command(), ct);
            if (done < Batch) return;
            if (done is not null) continue;
            tries++;
            await Task.Delay(Pause, ct);
        }
    }

    [LoggerMessage(EventIds.AuditNotSealed, LogLevel.Error, "Cannot move entries of the audit log into its chain yet")]
    private static partial void LogFailed(ILogger logger, Exception error);
}

using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Search;

/// <summary>
/// Adds messages to the index of words that earlier programs wrote, in the background. A new program does it once. Nodes do it again from
/// time to time, because a node with the previous version may still write. A search finds each message as soon as it is in the index.
/// </summary>
internal sealed partial class Indexing(IStore store, IOptions<StorageOptions> options, ILogger<Indexing> logger) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Adds all messages that are not in the index. Returns their number.</summary>
    public async Task<long> RunAsync(CancellationToken ct)
    {
        long added = 0;
        while (await store.ReadAsync(new FindUnindexedConversation(), ct) is { } conversation)
        {
            added += await store.WriteAsync(new IndexMessages(conversation, AtOnce), ct);
        }

        return added;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var isShared = options.Value.Engine == StorageOptions.Postgres;
            while (!await TryAsync(stoppingToken) || isShared) await Task.Delay(Pause, stoppingToken);
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
            if (await RunAsync(ct) is > 0 and var added) LogIndexed(logger, added);
            return true;
        }
        catch (Exception e) when (e is FencedException or StoreUnavailableException)
        {
            // The cluster and the requests tell that already.
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
            return false;
        }
    }

    [LoggerMessage(EventIds.MessagesIndexed, LogLevel.Information, "Added {Messages} messages to the index of words")]
    private static partial void LogIndexed(ILogger logger, long messages);

    [LoggerMessage(EventIds.IndexingFailed, LogLevel.Warning, "Messages could not be added to the index of words. The server tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

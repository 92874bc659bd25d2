using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Retention;

/// <summary>The conversations that a sweep has deleted.</summary>
/// <param name="Old">Those that had not changed for too long. They are in the trash if there is one.</param>
/// <param name="Temporary">Temporary ones.</param>
/// <param name="Trashed">Those whose time in the trash was over.</param>
internal readonly record struct Swept(long Old, long Temporary, long Trashed);

/// <summary>
/// Deletes old conversations, temporary ones, and what has been in the trash long enough, at the start and then every hour. It also ends
/// removals that a kill interrupted. Each conversation has transactions of its own, so others never wait long. All nodes of a cluster do it:
/// what another one has deleted is not there any more.
/// </summary>
internal sealed partial class RetentionSweep(
    IStore store, PortionRemoval portions, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionSweep> logger) : BackgroundService
{
    private const int Page = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private bool HasTrash => options.Value.Trash > TimeSpan.Zero;

    /// <summary>Deletes all that is due now.</summary>
    public async Task<Swept> RunAsync(CancellationToken ct)
    {
        await portions.FinishAllAsync(ct);
        return new(await DeleteOldAsync(ct), await DeleteTemporaryAsync(ct), await EmptyTrashAsync(ct));
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

    private async Task<long> DeleteOldAsync(CancellationToken ct)
    {
        long deleted = 0;
        for (Guid? from = Guid.Empty; from is { } first;)
        {
            var users = await store.ReadAsync(new PageOfUsers(first, Page + 1), ct);
            foreach (var user in users.Take(Page))
            {
                if (options.Value.AgeOf(user) is { } age) deleted += await DeleteOldOfAsync(user.Id, clock.Now() - age, ct);
            }

            from = users.Count > Page ? users[Page].Id : null;
        }

        return deleted;
    }

    private Task<long> DeleteOldOfAsync(Guid userId, DateTime since, CancellationToken ct)
    {
        var filter = new ConversationFilter(Archived: null, Pinned: options.Value.PinnedExempt ? false : null);
        return EachAsync(
            new ReadOldConversations(userId, filter, since, Page),
            static old => old,
            old => new DeleteUnchanged(old, HasTrash, clock.Now()),
            ct);
    }

    private Task<long> DeleteTemporaryAsync(CancellationToken ct) => EachAsync(
        new ReadOldTemporary(clock.Now() - options.Value.Temporary, Page),
        static old => old,
        old => new DeleteUnchanged(old, toTrash: false, clock.Now()),
        ct);

    private Task<long> EmptyTrashAsync(CancellationToken ct)
    {
        var upTo = clock.Now() - options.Value.Trash;
        return EachAsync(
            new ReadOldTrash(upTo, Page),
            static trashed => trashed.Conversation,
            trashed => new RemoveTrashed(trashed.Conversation.UserId, trashed.Conversation.Id, upTo),
            ct);
    }

    /// <summary>Runs a command for all that a query finds, page by page. It ends with a page for which no command did anything.</summary>
    private async Task<long> EachAsync<T>(
        Query<List<T>> query, Func<T, Conversation> conversationOf, Func<T, Command<bool>> command, CancellationToken ct)
    {
        for (long done = 0; ;)
        {
            var before = done;
            foreach (var found in await store.ReadAsync(query, ct))
            {
                if (!await store.WriteAsync(command(found), ct)) continue;
                done++;
                await portions.FinishAsync(conversationOf(found).UserId, conversationOf(found).Id);
            }

            if (done == before) return done;
        }
    }

    private async Task<bool> TryAsync(CancellationToken ct)
    {
        try
        {
            var (old, temporary, trashed) = await RunAsync(ct);
            if (old + temporary + trashed > 0) LogSwept(logger, old, temporary, trashed);
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

    [LoggerMessage(
        EventIds.RetentionSwept,
        LogLevel.Information,
        "Deleted {old} conversations that had not changed for too long, {temporary} temporary ones, and {trashed} from the trash")]
    private static partial void LogSwept(ILogger logger, long old, long temporary, long trashed);

    [LoggerMessage(EventIds.RetentionFailed, LogLevel.Error, "Old conversations could not be deleted. The server tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

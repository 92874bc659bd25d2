using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Removes what conversations that are hidden for ever have left, one portion after another. Several nodes may do it at once. After a kill,
/// the next start continues.
/// </summary>
internal sealed class PortionRemoval(IStore store)
{
    private const int Page = 100;

    /// <summary>
    /// Removes all of a conversation if it is hidden for ever. It goes on if the client leaves. If the store fails, the retention sweep tries
    /// again: for its owner, the conversation is gone already.
    /// </summary>
    public async ValueTask FinishAsync(Guid userId, Guid conversationId)
    {
        try
        {
            if (!await store.ReadAsync(new IsHidden(userId, conversationId), CancellationToken.None)) return;
            await RemoveAsync(userId, conversationId, CancellationToken.None);
        }
        catch (Exception e) when (e is FencedException or StoreUnavailableException or InsufficientStorageException)
        {
            // The cluster and the disk's own event tell that already.
        }
    }

    /// <summary>Removes all conversations that are hidden for ever.</summary>
    public async Task FinishAllAsync(CancellationToken ct)
    {
        while (await store.ReadAsync(new ReadHidden(Page), ct) is { Count: > 0 } page)
        {
            foreach (var hidden in page) await RemoveAsync(hidden.UserId, hidden.Id, ct);
        }
    }

    private async Task RemoveAsync(Guid userId, Guid conversationId, CancellationToken ct)
    {
        while (await store.WriteAsync(new RemovePortion(userId, conversationId), ct))
        {
            // Other commands come between two portions.
        }
    }
}

/// <summary>Returns true if a conversation of this user is hidden for ever, and not removed yet.</summary>
internal sealed class IsHidden(Guid userId, Guid conversationId) : TableQuery<bool>
{
    protected override async ValueTask<bool> ReadAsync(ITableReader db) =>
        await db.FindTrashed(userId, conversationId) is { IsForEver: true };
}

/// <summary>Returns conversations of all users that are hidden for ever, and not removed yet.</summary>
internal sealed class ReadHidden(int limit) : TableQuery<List<Conversation>>
{
    protected override async ValueTask<List<Conversation>> ReadAsync(ITableReader db) =>
        [.. (await db.OldestTrash(limit)).TakeWhile(trashed => trashed.IsForEver).Select(trashed => trashed.Conversation)];
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>Returns the oldest deletions of all users, up to a moment.</summary>
internal sealed class ReadOldTrash(DateTime upTo, int limit) : TableQuery<List<TrashedConversation>>
{
    protected override async ValueTask<List<TrashedConversation>> ReadAsync(ITableReader db) =>
        [.. (await db.OldestTrash(limit)).TakeWhile(trashed => trashed.DeletedAt <= upTo)];
}

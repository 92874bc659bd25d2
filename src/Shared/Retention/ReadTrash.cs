using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>Returns a user's trash below a place in the list, the newest deletion first.</summary>
internal sealed class ReadTrash(Guid userId, DateTime deletedAt, Guid id, int limit) : TableQuery<List<TrashedConversation>>
{
    // Those that nothing restores come last.
    protected override async ValueTask<List<TrashedConversation>> ReadAsync(ITableReader db) =>
        [.. (await db.TrashBelow(userId, deletedAt, id, limit)).TakeWhile(trashed => !trashed.IsForEver)];
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>Returns a user's trash below a place in the list, the newest deletion first.</summary>
internal sealed class ReadTrash(Guid userId, DateTime deletedAt, Guid id, int limit) : TableQuery<List<TrashedConversation>>
{
    protected override ValueTask<List<TrashedConversation>> ReadAsync(ITableReader db) => db.TrashBelow(userId, deletedAt, id, limit);
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Retention;

/// <summary>Returns the temporary conversations of all users that have not changed since a moment.</summary>
internal sealed class ReadOldTemporary(DateTime since, int limit) : TableQuery<List<Conversation>>
{
    protected override async ValueTask<List<Conversation>> ReadAsync(ITableReader db) =>
        [.. (await db.OldestTemporary(limit)).TakeWhile(own => own.UpdatedAt < since)];
}

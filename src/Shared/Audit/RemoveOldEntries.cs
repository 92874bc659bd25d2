using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Audit;

/// <summary>
/// Removes the oldest entries, and adds one that has the hash of the last removed one. So the rest of the chain can still be verified.
/// Returns the number of removed entries, or null if another node continues the chain at the moment.
/// </summary>
/// <param name="before">The time before which entries are old.</param>
/// <param name="told">The new entry without its detail.</param>
internal sealed class RemoveOldEntries(DateTime before, AuditEntry told, int limit) : TableCommand<RemoveOldEntries.Seen, int?>
{
    internal override Guid Key => SealEntries.Chain;

    internal sealed record Seen(bool IsLocked, SealedEntry? Newest, List<SealedEntry> Oldest);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (isLocked, newest, oldest) = await Reads.TogetherAsync(db.TryLockAudit(), db.NewestEntry(), db.OldestEntries(limit));
        return new(isLocked, newest, oldest);
    }

    internal override int? Decide(Seen seen, ITableWriter writes)
    {
        if (!seen.IsLocked) return null;
        var old = seen.Oldest.TakeWhile(entry => entry.Entry.At < before).ToArray();
        if (old.Length == 0) return 0;
        writes.RemoveSealedUpTo(old[^1].Number);
        writes.Add(AuditChain.Seal(seen.Newest, told with { Detail = AuditChain.Removal(old[^1]) }));
        return old.Length;
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Audit;

/// <summary>
/// Moves entries to the end of the chain, the oldest first. Returns their number, or null if another node does that at the moment.
/// </summary>
internal sealed class SealEntries(int limit) : TableCommand<SealEntries.Seen, int?>
{
    /// <summary>The key of the commands that continue the chain, so that two of them are never in one batch.</summary>
    public static readonly Guid Chain = new("61756469-7400-8000-8000-000000000038");

    internal override Guid Key => Chain;

    internal sealed record Seen(bool IsLocked, SealedEntry? Newest, List<AuditEntry> Unsealed);

    // The lock is asked for first. What is read behind it is the end of the chain, because nobody else continues it now.
    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (isLocked, newest, unsealed) = await Reads.TogetherAsync(db.TryLockAudit(), db.NewestEntry(), db.UnsealedEntries(limit));
        return new(isLocked, newest, unsealed);
    }

    internal override int? Decide(Seen seen, ITableWriter writes)
    {
        if (!seen.IsLocked) return null;
        var newest = seen.Newest;
        foreach (var entry in seen.Unsealed)
        {
            newest = AuditChain.Seal(newest, entry);
            writes.Add(newest);
            writes.RemoveUnsealed(entry.Id);
        }

        return seen.Unsealed.Count;
    }
}

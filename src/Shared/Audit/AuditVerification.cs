using System.Data.Common;
using System.Globalization;
using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Audit;

/// <param name="Entries">The number of entries that were read.</param>
/// <param name="Newest">The newest entry. Null if there is none.</param>
/// <param name="Fault">The oldest fault in one sentence. Null if the chain is whole.</param>
internal sealed record VerifiedLog(long Entries, SealedEntry? Newest, string? Fault);

/// <summary>
/// Checks the chain of the audit log, from the newest entry to the oldest one. In that order, the entry that tells of removed ones comes
/// before the place where they were.
/// </summary>
internal static class AuditVerification
{
    private const int PageSize = 200;

    /// <param name="head">The hash of an entry that was newest at an earlier time. Null if none is to be found.</param>
    public static async Task<VerifiedLog> RunAsync(IStore store, byte[]? head, CancellationToken ct)
    {
        var (entries, newest, later, fault) = (0L, (SealedEntry?)null, (SealedEntry?)null, (string?)null);
        var (removed, hasHead) = ((string?)null, head is null);
        var below = long.MaxValue;
        try
        {
            while (await store.ReadAsync(new PageOfEntries(below, PageSize), ct) is { Count: > 0 } page)
            {
                foreach (var entry in page)
                {
                    newest ??= entry;
                    hasHead |= entry.Hash.AsSpan().SequenceEqual(head);
                    if (entry.Entry.Kind == AuditKinds.EntriesRemoved) removed ??= entry.Entry.Detail;
                    if (later is not null) fault = FaultBetween(entry, later) ?? fault;
                    later = entry;
                }

                entries += page.Count;
                below = later!.Number;
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            return new(entries, newest, string.Create(CultureInfo.InvariantCulture, $"An entry below {below} cannot be read: {e.Message}"));
        }

        if (later is not null) fault = FaultOfOldest(later, removed) ?? fault;
        return new(entries, newest, fault ?? (hasHead ? null : "No entry has the given hash. The log was shortened or written anew."));
    }

    private static string? FaultBetween(SealedEntry entry, SealedEntry later)
    {
        if (entry.Number != later.Number - 1) return Say($"Entry {later.Number - 1} is missing.");
        return AuditChain.Fits(later, entry.Hash) ? null : Say($"Entry {later.Number} was changed, or the hash of entry {entry.Number}.");
    }

    private static string? FaultOfOldest(SealedEntry oldest, string? removal)
    {
        var removed = AuditChain.ReadRemoval(removal);
        if (oldest.Number != (removed?.Number + 1 ?? AuditChain.First)) return Say($"Entry {oldest.Number - 1} is missing.");
        return AuditChain.Fits(oldest, removed?.Hash) ? null : Say($"Entry {oldest.Number} was changed.");
    }

    // A damaged value can end the reading in many ways.
    private static bool IsDamage(Exception e) =>
        e is DbException or LiteException or InvalidCastException or ArgumentException or FormatException or OverflowException;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

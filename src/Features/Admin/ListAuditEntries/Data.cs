using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Admin.ListAuditEntries;

/// <summary>
/// Looks for entries of a user or a kind. No index has these, because each entry would cost more for a rare search. So one page looks at a
/// bounded number of entries, and the next page continues there.
/// </summary>
internal static class EntrySearch
{
    /// <summary>The number of entries that one page looks at.</summary>
    public const int Most = 2_000;

    private const int ReadAtOnce = 200;

    /// <summary>Returns the entries, and the position of the next page. It is null after the oldest entry.</summary>
    public static async ValueTask<(List<SealedEntry> Found, Cursor? Next)> RunAsync(
        IStore store, Cursor from, int limit, Func<AuditEntry, bool> fits, CancellationToken ct)
    {
        var (found, at) = (new List<SealedEntry>(), from);
        for (var looked = 0; looked < Most; looked += ReadAtOnce)
        {
            var page = await store.ReadAsync(new PageOfEntries(at.Number, ReadAtOnce), ct);
            foreach (var entry in page)
            {
                if (found.Count == limit) return (found, at);
                at = new(entry.Number);
                if (fits(entry.Entry)) found.Add(entry);
            }

            if (page.Count < ReadAtOnce) return (found, null);
        }

        return (found, at);
    }
}

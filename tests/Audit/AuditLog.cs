using System.Text.Json;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Audit;

/// <summary>The audit log of a store, as its chain has it.</summary>
internal static class AuditLog
{
    /// <summary>Seals what is not sealed yet, and returns all entries, the oldest first.</summary>
    public static async Task<List<SealedEntry>> ReadAllAsync(this IStore store)
    {
        while (await store.WriteAsync(new SealEntries(200), CancellationToken.None) is not 0)
        {
            // Another process may be sealing; then it is asked again.
        }

        var all = new List<SealedEntry>();
        for (var below = long.MaxValue; await store.ReadAsync(new PageOfEntries(below, 200), CancellationToken.None) is { Count: > 0 } page; below = page[^1].Number)
        {
            all.AddRange(page);
        }

        all.Reverse();
        return all;
    }

    public static Task<VerifiedLog> VerifyAsync(this IStore store, string? head = null) =>
        AuditVerification.RunAsync(store, head is null ? null : Convert.FromHexString(head), CancellationToken.None);

    /// <summary>Asks the API for entries, the oldest first.</summary>
    public static async Task<JsonElement[]> EntriesAsync(this TestUser admin, string query)
    {
        var pages = await admin.Http.PagesAsync($"/admin/audit?limit=200&{query}");
        return [.. pages.SelectMany(page => page).Reverse()];
    }
}

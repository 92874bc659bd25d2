using System.Collections.Concurrent;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Identity.ApiKeys;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Caches valid tokens and API keys, so that not every request has to verify the signature and the session. An entry expires with its token
/// or its session, and it counts only while this node has its lease. The cache holds at most <see cref="Capacity"/> entries.
/// </summary>
internal sealed class TokenCache
{
    /// <summary>The maximum number of entries, about 10 MB.</summary>
    public const int Capacity = 10_000;

    // Nodes keep the news of an ended API key for as long. Access tokens live no longer.
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Entry> good = new(StringComparer.Ordinal);
    private readonly AccessTokens tokens;
    private readonly ExternalAccounts? external;
    private readonly IStore store;
    private readonly NodeLease lease;
    private readonly TimeProvider clock;

    /// <param name="external">The accounts of identity providers. Null for none.</param>
    public TokenCache(
        AccessTokens tokens, IStore store, NodeLease lease, Revocations revocations, TimeProvider clock, ExternalAccounts? external = null)
    {
        (this.tokens, this.external, this.store, this.lease, this.clock) = (tokens, external, store, lease, clock);
        revocations.Revoked += Forget;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public ValueTask<SignedInUser?> FindAsync(ReadOnlyMemory<char> token, CancellationToken ct) =>
        good.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token.Span, out var known) && known.End > Now && lease.IsHeld
            ? new(known.User)
            : LookAsync(token.ToString(), ct);

    /// <summary>Removes all tokens. Call it after all sessions have ended in the store.</summary>
    public void Clear() => RemoveAll(_ => true);

    /// <summary>
    /// Returns the expiry time of a user's session, API key or external identity from the store, or null if it has ended.
    /// </summary>
    public async ValueTask<DateTime?> OpenUntil(SignedInUser user, CancellationToken ct) =>
        await store.ReadAsync(new FindSessionEnd(user.SessionId, user.UserId), ct) is { } end && end > Now ? end : null;

    private async ValueTask<SignedInUser?> LookAsync(string token, CancellationToken ct)
    {
        // The session may have expired in the cache while a refresh extended it, so look it up again.
        Remove(token);
        var user = ApiKeyText.IsOne(token) ? await FindKeyAsync(token, ct)
            : external?.IssuerOf(token, out var read) is { } provider ? await external.ValidateAsync(provider, read!, ct)
            : await tokens.ValidateAsync(token);
        if (user is null || await OpenUntil(user, ct) is not { } sessionEnd) return null;
        if (good.Count >= Capacity) Sweep();
        var entry = new Entry(user, new[] { sessionEnd, user.ExpiresAt, Now + MaxAge }.Min());
        user.IsCached = true;
        good.AddOrUpdate(token, entry, (_, other) =>
        {
            other.User.IsCached = false;
            return entry;
        });
        // The session may have ended between the lookup and the insertion. A session always ends in the store first and in the cache
        // second.
        if (await OpenUntil(user, ct) is not null) return user;
        Remove(token);
        return null;
    }

    private async ValueTask<SignedInUser?> FindKeyAsync(string text, CancellationToken ct) =>
        ApiKeyText.Parse(text) is { } given
        && await store.ReadAsync(new FindApiKey(given.KeyId), ct) is { } key
        && given.Fits(key)
            ? new(key.UserId, key.Id, key.ExpiresAt, key.Scope)
            : null;

    // It comes after the sessions have ended in the store.
    private void Forget(Revoked revoked) => RemoveAll(entry => revoked.Covers(entry.User.SessionId, entry.User.UserId));

    /// <summary>
    /// Removes expired entries, or all entries if that is not enough. Refilling the cache costs less than tracking the order of use.
    /// </summary>
    private void Sweep()
    {
        var now = Now;
        RemoveAll(entry => entry.End <= now);
        if (good.Count >= Capacity) Clear();
    }

    private void RemoveAll(Func<Entry, bool> which)
    {
        foreach (var (token, entry) in good)
        {
            if (which(entry)) Remove(token);
        }
    }

    private void Remove(string token)
    {
        if (good.TryRemove(token, out var removed)) removed.User.IsCached = false;
    }

    private readonly record struct Entry(SignedInUser User, DateTime End);
}

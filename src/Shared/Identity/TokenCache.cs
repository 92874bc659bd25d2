using System.Collections.Concurrent;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Caches valid tokens, so that not every request has to verify the signature and the session. An entry expires with its token or its
/// session, and it counts only while this node has its lease. The cache holds at most <see cref="Capacity"/> entries.
/// </summary>
internal sealed class TokenCache
{
    /// <summary>The maximum number of entries, about 10 MB.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Entry> good = new(StringComparer.Ordinal);
    private readonly AccessTokens tokens;
    private readonly IStore store;
    private readonly NodeLease lease;
    private readonly TimeProvider clock;

    public TokenCache(AccessTokens tokens, IStore store, NodeLease lease, Revocations revocations, TimeProvider clock)
    {
        (this.tokens, this.store, this.lease, this.clock) = (tokens, store, lease, clock);
        revocations.Revoked += Forget;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public ValueTask<SignedInUser?> FindAsync(ReadOnlyMemory<char> token, CancellationToken ct) =>
        good.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token.Span, out var known) && known.End > Now && lease.IsHeld
            ? new(known.User)
            : LookAsync(token.ToString(), ct);

    /// <summary>Removes all tokens. Call it after all sessions have ended in the store.</summary>
    public void Clear() => good.Clear();

    /// <summary>Returns the expiry time of a user's session from the store, or null if the session has ended.</summary>
    public async ValueTask<DateTime?> OpenUntil(SignedInUser user, CancellationToken ct) =>
        await store.ReadAsync(new FindSessionEnd(user.SessionId, user.UserId), ct) is { } end && end > Now ? end : null;

    private async ValueTask<SignedInUser?> LookAsync(string token, CancellationToken ct)
    {
        // The session may have expired in the cache while a refresh extended it, so look it up again.
        good.TryRemove(token, out _);
        var user = await tokens.ValidateAsync(token);
        if (user is null || await OpenUntil(user, ct) is not { } sessionEnd) return null;
        if (good.Count >= Capacity) Sweep();
        good[token] = new(user, sessionEnd < user.ExpiresAt ? sessionEnd : user.ExpiresAt);
        // The session may have ended between the lookup and the insertion. A session always ends in the store first and in the cache
        // second.
        if (await OpenUntil(user, ct) is not null) return user;
        good.TryRemove(token, out _);
        return null;
    }

    // It comes after the sessions have ended in the store.
    private void Forget(Revoked revoked)
    {
        foreach (var (token, entry) in good)
        {
            if (revoked.Covers(entry.User.SessionId, entry.User.UserId)) good.TryRemove(token, out _);
        }
    }

    /// <summary>
    /// Removes expired entries, or all entries if that is not enough. Refilling the cache costs less than tracking the order of use.
    /// </summary>
    private void Sweep()
    {
        var now = Now;
        foreach (var (token, entry) in good)
        {
            if (entry.End <= now) good.TryRemove(token, out _);
        }

        if (good.Count >= Capacity) good.Clear();
    }

    private readonly record struct Entry(SignedInUser User, DateTime End);
}

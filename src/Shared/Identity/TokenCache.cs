using System.Collections.Concurrent;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Tokens that were found good, so that the signature and the session are looked at once and not on every request.
/// An entry ends with its token or its session; there are at most <see cref="Capacity"/>.
/// </summary>
internal sealed class TokenCache(AccessTokens tokens, IStore store, TimeProvider clock)
{
    /// <summary>About 10 MB when full.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Entry> good = new(StringComparer.Ordinal);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public ValueTask<SignedInUser?> FindAsync(ReadOnlyMemory<char> token, CancellationToken ct) =>
        good.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token.Span, out var known) && known.End > Now ? new(known.User) : LookAsync(token.ToString(), ct);

    /// <summary>To be called after a session has ended in the store: its tokens are worth nothing from now on.</summary>
    public void Forget(Guid sessionId)
    {
        foreach (var (token, entry) in good)
        {
            if (entry.User.SessionId == sessionId) good.TryRemove(token, out _);
        }
    }

    /// <summary>To be called after all sessions have ended in the store.</summary>
    public void Clear() => good.Clear();

    private async ValueTask<SignedInUser?> LookAsync(string token, CancellationToken ct)
    {
        // Perhaps it was the session's end, and a refresh has moved that on: it is worth another look.
        good.TryRemove(token, out _);
        var user = await tokens.ValidateAsync(token);
        if (user is null || await OpenUntil(user, ct) is not { } sessionEnd) return null;
        if (good.Count >= Capacity) Sweep();
        good[token] = new(user, sessionEnd < user.ExpiresAt ? sessionEnd : user.ExpiresAt);
        // The session may have ended between the look and the entry: whoever ends one forgets its tokens first in the store, then here.
        if (await OpenUntil(user, ct) is not null) return user;
        good.TryRemove(token, out _);
        return null;
    }

    /// <summary>Drops what has expired, and if that is not enough everything: filling it again costs less than keeping an order of use.</summary>
    private void Sweep()
    {
        var now = Now;
        foreach (var (token, entry) in good)
        {
            if (entry.End <= now) good.TryRemove(token, out _);
        }

        if (good.Count >= Capacity) good.Clear();
    }

    /// <summary>The session's end, if that is still to come.</summary>
    private async ValueTask<DateTime?> OpenUntil(SignedInUser user, CancellationToken ct) =>
        await store.ReadAsync(new FindSessionEnd(user.SessionId, user.UserId), ct) is { } end && end > Now ? end : null;

    private readonly record struct Entry(SignedInUser User, DateTime End);
}

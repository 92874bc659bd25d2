using System.Collections.Concurrent;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Security;

/// <summary>
/// Tokens that were found good, so that the signature and the session are looked at once and not on every request.
/// An entry ends with its token or its session; there are at most <see cref="Capacity"/>.
/// </summary>
public sealed class TokenCache(AccessTokens tokens, IStore store, TimeProvider clock)
{
    /// <summary>About 10 MB when full.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, SignedInUser> good = new(StringComparer.Ordinal);

    public async ValueTask<SignedInUser?> FindAsync(string token, CancellationToken ct)
    {
        if (good.TryGetValue(token, out var user))
        {
            if (user.ExpiresAt > clock.GetUtcNow().UtcDateTime) return user;
            good.TryRemove(token, out _);
            return null;
        }

        user = await tokens.ValidateAsync(token);
        if (user is null || !await SessionExists(user, ct)) return null;
        if (good.Count >= Capacity) Sweep();
        good[token] = user;
        // The session may have ended between the look and the entry: whoever ends one forgets its tokens first in the store, then here.
        if (await SessionExists(user, ct)) return user;
        good.TryRemove(token, out _);
        return null;
    }

    /// <summary>To be called after a session has ended in the store: its tokens are worth nothing from now on.</summary>
    public void Forget(Guid sessionId)
    {
        foreach (var (token, user) in good)
        {
            if (user.SessionId == sessionId) good.TryRemove(token, out _);
        }
    }

    /// <summary>Drops what has expired, and if that is not enough everything: filling it again costs less than keeping an order of use.</summary>
    private void Sweep()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (token, user) in good)
        {
            if (user.ExpiresAt <= now) good.TryRemove(token, out _);
        }

        if (good.Count >= Capacity) good.Clear();
    }

    private ValueTask<bool> SessionExists(SignedInUser user, CancellationToken ct) =>
        store.ReadAsync(new SessionIsOpen(user.SessionId, user.UserId, clock.GetUtcNow().UtcDateTime), ct);
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.RefreshTokens;

/// <param name="User">The session's user; null if the token was refused.</param>
/// <param name="Ended">True if the session was ended, because the token was not its newest.</param>
/// <param name="Next">The number of the next token among those that were given.</param>
internal readonly record struct Rotated(User? User, bool Ended, int Next = 0);

/// <summary>
/// Exchanges a session's refresh hash for the next one. If the session has the next one already, since a moment, the answer to the same
/// request was lost, and nothing changes. Another token of the session's family was used before. Either a thief or the rightful client
/// presents it, so the session ends for both (RFC 9700, 4.14.2). A token of no family was never issued, and changes nothing.
/// </summary>
/// <param name="family">The hash of the presented token's family.</param>
/// <param name="next">
/// The hashes of the tokens that follow the presented one, which are always the same: by the key that signs, and then by each older key.
/// </param>
/// <param name="expiresAt">The expiry time of a token that is issued now.</param>
internal sealed class RotateSession(
    Guid sessionId, byte[] presented, byte[] family, IReadOnlyList<byte[]> next, DateTime now, DateTime expiresAt)
    : TableCommand<RotateSession.Seen, Rotated>
{
    /// <summary>The time in which a token can be used again after its use.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    internal override Guid Key => sessionId;

    internal override bool UsesReserve => true;

    internal sealed record Seen(Session? Session, User? User);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var session = await db.FindSession(sessionId);
        return new(session, session is null ? null : await db.FindUser(session.UserId));
    }

    internal override Rotated Decide(Seen seen, ITableWriter writes)
    {
        if (seen is not { Session: { } session, User.DisabledAt: null } || session.ExpiresAt <= now) return new(null, Ended: false);
        if (Is(presented, session))
        {
            // A session from before there were families gets that of its newest token.
            writes.Rotate(session with { RefreshHash = next[0], ExpiresAt = expiresAt, FamilyHash = family, LastSeenAt = now });
            return new(seen.User, Ended: false);
        }

        if (!family.AsSpan().SequenceEqual(session.FamilyHash)) return new(null, Ended: false);
        var found = next.TakeWhile(hash => !Is(hash, session)).Count();
        if (found < next.Count && IsFresh(session)) return new(seen.User, Ended: false, found);
        writes.RemoveSession(sessionId);
        return new(null, Ended: true);
    }

    private static bool Is(byte[] hash, Session session) => hash.AsSpan().SequenceEqual(session.RefreshHash);

    // Each rotation sets the expiry time to the same distance from its own time. So the two expiry times are as far apart as the two
    // rotations. Two nodes do not agree on the time to the microsecond, so the second one may even seem to come first.
    private bool IsFresh(Session session) => (expiresAt - session.ExpiresAt).Duration() < Grace;
}

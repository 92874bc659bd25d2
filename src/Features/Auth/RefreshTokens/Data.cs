using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.RefreshTokens;

/// <param name="User">The session's user; null if the token was refused.</param>
/// <param name="Ended">True if the session was ended, because the token was not its newest.</param>
internal readonly record struct Rotated(User? User, bool Ended);

/// <summary>
/// Exchanges a session's refresh hash for the next one. A hash that is not the newest belongs to an old token. Either a thief or the
/// rightful client presents it, so the session ends for both (RFC 9700, 4.14.2).
/// </summary>
internal sealed class RotateSession(Guid sessionId, byte[] presented, byte[] next, DateTime now, DateTime expiresAt)
    : TableCommand<RotateSession.Seen, Rotated>
{
    internal override Guid Key => sessionId;

    internal sealed record Seen(Session? Session, User? User);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var session = await db.FindSession(sessionId);
        return new(session, session is null ? null : await db.FindUser(session.UserId));
    }

    internal override Rotated Decide(Seen seen, ITableWriter writes)
    {
        if (seen.Session is not { } session || session.ExpiresAt <= now) return new(null, Ended: false);
        if (!presented.AsSpan().SequenceEqual(session.RefreshHash))
        {
            writes.RemoveSession(sessionId);
            return new(null, Ended: true);
        }

        writes.Rotate(session with { RefreshHash = next, ExpiresAt = expiresAt });
        return new(seen.User, Ended: false);
    }
}

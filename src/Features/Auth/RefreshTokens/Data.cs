using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.RefreshTokens;

/// <param name="User">The session's user. Null if the token was refused.</param>
/// <param name="Ended">True if this request ended the session because the token was not its newest.</param>
internal readonly record struct Rotated(User? User, bool Ended);

/// <summary>
/// Replaces a session's refresh hash with the next one. A hash that is not the newest means that an old token was used again, by the user
/// or by a thief. The session then ends for both (RFC 9700, 4.14.2).
/// </summary>
internal sealed class RotateSession(Guid sessionId, byte[] presented, byte[] next, DateTime now, DateTime expiresAt) : Command<Rotated>
{
    internal override Rotated Sql(SqlSession db)
    {
        var session = db.Prepare($"SELECT {SessionMapping.Columns} FROM sessions WHERE id = @id").Set("@id", sessionId)
            .One(SessionMapping.Read);
        if (session is null || session.ExpiresAt <= now) return new(null, Ended: false);
        if (!presented.AsSpan().SequenceEqual(session.RefreshHash))
        {
            db.EndSession(sessionId);
            return new(null, Ended: true);
        }

        db.Prepare("UPDATE sessions SET refresh_hash = @next, expires_at = @expires WHERE id = @id")
            .Set("@next", next)
            .Set("@expires", expiresAt)
            .Set("@id", sessionId)
            .Execute();
        return new(db.FindUser(session.UserId), Ended: false);
    }

    internal override Rotated Documents(DocumentSession db)
    {
        if (db.Sessions.Find(sessionId) is not { } found || found.Time("expires_at") <= now) return new(null, Ended: false);
        var session = SessionMapping.Read(found);
        if (!presented.AsSpan().SequenceEqual(session.RefreshHash))
        {
            db.EndSession(sessionId);
            return new(null, Ended: true);
        }

        db.Sessions.Update(SessionMapping.Write(session with { RefreshHash = next, ExpiresAt = expiresAt }));
        return new(db.FindUser(session.UserId), Ended: false);
    }
}

using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Security;

public sealed class SessionIsOpen(Guid sessionId, Guid userId, DateTime now) : Query<bool>
{
    internal override bool Sql(SqlSession db) => db
        .Prepare("SELECT 1 FROM sessions WHERE id = @id AND user_id = @user AND expires_at > @now")
        .Set("@id", sessionId)
        .Set("@user", userId)
        .Set("@now", now)
        .Any();

    internal override bool Documents(DocumentSession db) =>
        db.Sessions.Find(sessionId) is { } session && session["user_id"].AsGuid == userId && session.Time("expires_at") > now;
}

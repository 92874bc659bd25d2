using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class FindUserByEmail(string email) : Query<User?>
{
    internal override User? Sql(SqlSession db) => db.FindUserByEmail(email);

    internal override User? Documents(DocumentSession db) => db.FindUserByEmail(email);
}

/// <summary>Adds a session and deletes the user's expired sessions. No other operation deletes them.</summary>
internal sealed class OpenSession(Session session) : Command<Session>
{
    internal override Session Sql(SqlSession db)
    {
        db.Prepare("DELETE FROM sessions WHERE user_id = @user AND expires_at <= @now")
            .Set("@user", session.UserId)
            .Set("@now", session.CreatedAt)
            .Execute();
        db.Add(session);
        return session;
    }

    internal override Session Documents(DocumentSession db)
    {
        foreach (var found in db.Sessions.FindAll("user_id", session.UserId))
        {
            if (found.Time("expires_at") <= session.CreatedAt) db.Sessions.Delete(found.Id());
        }

        db.Add(session);
        return session;
    }
}

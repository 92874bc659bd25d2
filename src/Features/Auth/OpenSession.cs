using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth;

/// <summary>
/// Adds a session, and removes those of the same user that have expired: nothing else would. Returns its user. Returns null and writes
/// nothing if the account is missing or disabled, or if the session was added before.
/// </summary>
internal sealed class OpenSession(Session session) : Command<User?>
{
    private const string Expired = "user_id = @user AND expires_at <= @now";

    // Another node may be ending such a session. Two nodes that waited for each other's sessions would wait in a circle.
    private static readonly SqlText RemoveExpired = new(
        $"DELETE FROM sessions WHERE {Expired}",
        $"DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE {Expired} FOR UPDATE SKIP LOCKED)");

    internal override Guid Key => session.UserId;

    internal override bool UsesReserve => true;

    internal override async ValueTask<User?> Sql(SqlSession db)
    {
        var (user, known) = await Reads.TogetherAsync(db.FindUser(session.UserId), db.FindSession(session.Id));
        if (user is not { DisabledAt: null } || known is not null) return null;
        await db.Prepare(RemoveExpired)
            .Set("@user", session.UserId)
            .Set("@now", session.CreatedAt)
            .ExecuteAsync();
        await db.Add(session);
        return user;
    }

    internal override User? Documents(DocumentSession db)
    {
        if (db.FindUser(session.UserId) is not { DisabledAt: null } user || db.FindSession(session.Id) is not null) return null;
        foreach (var found in db.Sessions.FindAll("user_id", session.UserId))
        {
            if (found.Time("expires_at") <= session.CreatedAt) db.Sessions.Delete(found.Id());
        }

        db.Add(session);
        return user;
    }
}

using LiteDB;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Returns the expiry time of a user's session or API key, even if it is in the past. An external identity does not expire: its tokens
/// do. Returns null if there is none with this id, or if the account is disabled: a sign-in may have come in between.
/// </summary>
internal sealed class FindSessionEnd(Guid sessionId, Guid userId) : Query<DateTime?>
{
    private static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal override async ValueTask<DateTime?> Sql(SqlSession db) => await db
        .Prepare("""
            SELECT found.expires_at FROM (
                SELECT expires_at FROM sessions WHERE id = @id AND user_id = @user
                UNION ALL SELECT expires_at FROM api_keys WHERE id = @id AND user_id = @user
                UNION ALL SELECT @never FROM identities WHERE id = @id AND user_id = @user) AS found
            WHERE (SELECT disabled_at FROM users WHERE id = @user) IS NULL
            """)
        .Set("@id", sessionId)
        .Set("@user", userId)
        .Set("@never", Never)
        .NumberAsync() is { } end ? Microseconds.ToUtc(end) : null;

    internal override DateTime? Documents(DocumentSession db)
    {
        if (db.FindUser(userId) is { DisabledAt: not null }) return null;
        return EndOf(db.Sessions.Find(sessionId)) ?? EndOf(db.ApiKeys.Find(sessionId))
            ?? (db.FindIdentity(sessionId)?.UserId == userId ? Never : null);
    }

    private DateTime? EndOf(BsonDocument? found) => found?["user_id"].AsGuid == userId ? found.Time("expires_at") : null;
}

using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class SessionMapping
{
    public const string Columns = "id, user_id, refresh_hash, created_at, expires_at, family_hash, device, last_seen_at";

    public static Session Read(Row row) => new(row.Guid(0), row.Guid(1), row.Bytes(2), row.Time(3), row.Time(4))
    {
        FamilyHash = row.BytesOrNull(5),
        Device = row.TextOrNull(6),
        LastSeenAt = row.TimeOrNull(7),
    };

    public static Session Read(BsonDocument document) => new(
        document.Id(),
        document["user_id"].AsGuid,
        document["refresh_hash"].AsBinary,
        document.Time("created_at"),
        document.Time("expires_at"))
    {
        FamilyHash = document["family_hash"].AsBinary,
        Device = document["device"].AsString,
        LastSeenAt = document["last_seen_at"].IsNull ? null : document.Time("last_seen_at"),
    };

    public static ValueTask<Session?> FindSession(this SqlSession db, Guid sessionId) =>
        db.Prepare($"SELECT {Columns} FROM sessions WHERE id = @id").Set("@id", sessionId).OneAsync(Read);

    public static Session? FindSession(this DocumentSession db, Guid sessionId) =>
        db.Sessions.Find(sessionId) is { } found ? Read(found) : null;

    public static ValueTask<int> Add(this SqlSession db, Session session) => db
        .Prepare($"INSERT INTO sessions ({Columns}) VALUES (@id, @user, @hash, @created, @expires, @family, @device, @seen)")
        .Set("@id", session.Id)
        .Set("@user", session.UserId)
        .Set("@hash", session.RefreshHash)
        .Set("@created", session.CreatedAt)
        .Set("@expires", session.ExpiresAt)
        .Set("@family", session.FamilyHash)
        .Set("@device", session.Device)
        .Set("@seen", Microseconds.From(session.LastSeenAt))
        .ExecuteAsync();

    public static void Add(this DocumentSession db, Session session) => db.Sessions.Insert(Write(session));

    public static ValueTask<int> Rotate(this SqlSession db, Session session) => db
        .Prepare("""
            UPDATE sessions SET refresh_hash = @next, expires_at = @expires, family_hash = @family, last_seen_at = @seen
            WHERE id = @id
            """)
        .Set("@next", session.RefreshHash)
        .Set("@expires", session.ExpiresAt)
        .Set("@family", session.FamilyHash)
        .Set("@seen", Microseconds.From(session.LastSeenAt))
        .Set("@id", session.Id)
        .ExecuteAsync();

    public static void Rotate(this DocumentSession db, Session session) => db.Sessions.Update(Write(session));

    public static ValueTask<int> RemoveSession(this SqlSession db, Guid sessionId) =>
        db.Prepare("DELETE FROM sessions WHERE id = @id").Set("@id", sessionId).ExecuteAsync();

    public static bool RemoveSession(this DocumentSession db, Guid sessionId) => db.Sessions.Delete(sessionId);

    public static ValueTask<int> RemoveSessionsOf(this SqlSession db, Guid userId) =>
        db.Prepare("DELETE FROM sessions WHERE user_id = @user").Set("@user", userId).ExecuteAsync();

    public static void RemoveSessionsOf(this DocumentSession db, Guid userId) => db.Sessions.DeleteAll("user_id", userId);

    /// <summary>Returns the sessions of a user in the order of their ids, with those that have expired.</summary>
    public static ValueTask<List<Session>> SessionsOf(this SqlSession db, Guid userId) => db
        .Prepare($"SELECT {Columns} FROM sessions WHERE user_id = @user ORDER BY id")
        .Set("@user", userId)
        .AllAsync(Read);

    public static List<Session> SessionsOf(this DocumentSession db, Guid userId) =>
        [.. db.Sessions.FindAll("user_id", userId).Select(Read).OrderBy(session => session.Id)];

    public static BsonDocument Write(Session session) => new()
    {
        ["_id"] = session.Id,
        ["user_id"] = session.UserId,
        ["refresh_hash"] = session.RefreshHash,
        ["created_at"] = Microseconds.From(session.CreatedAt),
        ["expires_at"] = Microseconds.From(session.ExpiresAt),
        ["family_hash"] = session.FamilyHash,
        ["device"] = session.Device,
        ["last_seen_at"] = session.LastSeenAt is { } seen ? Microseconds.From(seen) : BsonValue.Null,
    };
}

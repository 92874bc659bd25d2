using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class SessionMapping
{
    public const string Columns = "id, user_id, refresh_hash, created_at, expires_at";

    public static Session Read(Row row) => new(row.Guid(0), row.Guid(1), row.Bytes(2), row.Time(3), row.Time(4));

    public static Session Read(BsonDocument document) => new(
        document.Id(),
        document["user_id"].AsGuid,
        document["refresh_hash"].AsBinary,
        document.Time("created_at"),
        document.Time("expires_at"));

    public static void Add(this SqlSession db, Session session) => db
        .Prepare($"INSERT INTO sessions ({Columns}) VALUES (@id, @user, @hash, @created, @expires)")
        .Set("@id", session.Id)
        .Set("@user", session.UserId)
        .Set("@hash", session.RefreshHash)
        .Set("@created", session.CreatedAt)
        .Set("@expires", session.ExpiresAt)
        .Execute();

    public static void Add(this DocumentSession db, Session session) => db.Sessions.Insert(Write(session));

    public static bool EndSession(this SqlSession db, Guid sessionId) =>
        db.Prepare("DELETE FROM sessions WHERE id = @id").Set("@id", sessionId).Execute() > 0;

    public static bool EndSession(this DocumentSession db, Guid sessionId) => db.Sessions.Delete(sessionId);

    public static BsonDocument Write(Session session) => new()
    {
        ["_id"] = session.Id,
        ["user_id"] = session.UserId,
        ["refresh_hash"] = session.RefreshHash,
        ["created_at"] = Microseconds.From(session.CreatedAt),
        ["expires_at"] = Microseconds.From(session.ExpiresAt),
    };
}

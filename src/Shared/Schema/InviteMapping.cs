using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class InviteMapping
{
    public const string Columns = "id, role, created_by, created_at, expires_at";

    public static Invite Read(Row row) => new(row.Guid(0), row.InternedText(1), row.GuidOrNull(2), row.Time(3), row.Time(4));

    public static Invite Read(BsonDocument document) => new(
        document.Id(),
        document["role"].AsString,
        document["created_by"].AsNullable(static value => value.AsGuid),
        document.Time("created_at"),
        document.Time("expires_at"));

    public static ValueTask<Invite?> FindInvite(this SqlSession db, Guid inviteId) =>
        db.Prepare($"SELECT {Columns} FROM invites WHERE id = @id").Set("@id", inviteId).OneAsync(Read);

    public static Invite? FindInvite(this DocumentSession db, Guid inviteId) =>
        db.Invites.Find(inviteId) is { } found ? Read(found) : null;

    public static ValueTask<int> Add(this SqlSession db, Invite invite) => db
        .Prepare($"INSERT INTO invites ({Columns}) VALUES (@id, @role, @by, @created, @expires)")
        .Set("@id", invite.Id)
        .Set("@role", invite.Role)
        .Set("@by", invite.CreatedBy)
        .Set("@created", invite.CreatedAt)
        .Set("@expires", invite.ExpiresAt)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, Invite invite) => db.Invites.Insert(new BsonDocument
    {
        ["_id"] = invite.Id,
        ["role"] = invite.Role,
        ["created_by"] = invite.CreatedBy,
        ["created_at"] = Microseconds.From(invite.CreatedAt),
        ["expires_at"] = Microseconds.From(invite.ExpiresAt),
    });

    public static ValueTask<int> RemoveInvite(this SqlSession db, Guid inviteId) =>
        db.Prepare("DELETE FROM invites WHERE id = @id").Set("@id", inviteId).ExecuteAsync();

    public static void RemoveInvite(this DocumentSession db, Guid inviteId) => db.Invites.Delete(inviteId);

    /// <summary>Removes what an administrator has given out and nobody has used.</summary>
    public static ValueTask<int> RemoveInvitesOf(this SqlSession db, Guid userId) =>
        db.Prepare("DELETE FROM invites WHERE created_by = @user").Set("@user", userId).ExecuteAsync();

    public static void RemoveInvitesOf(this DocumentSession db, Guid userId) => db.Invites.DeleteAll("created_by", userId);

    public static ValueTask<int> RemoveExpiredInvites(this SqlSession db, DateTime now) =>
        db.Prepare("DELETE FROM invites WHERE expires_at <= @now").Set("@now", now).ExecuteAsync();

    public static void RemoveExpiredInvites(this DocumentSession db, DateTime now) =>
        db.Invites.DeleteUpTo("expires_at", Microseconds.From(now));
}

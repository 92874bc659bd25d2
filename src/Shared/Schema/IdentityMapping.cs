using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class IdentityMapping
{
    public const string Columns = "id, user_id, issuer, subject, created_at, issued_at";

    public static ExternalIdentity Read(Row row) =>
        new(row.Guid(0), row.Guid(1), row.Text(2), row.Text(3), row.Time(4), row.Time(5));

    public static ExternalIdentity Read(BsonDocument document) => new(
        document.Id(),
        document["user_id"].AsGuid,
        document["issuer"].AsString,
        document["subject"].AsString,
        document.Time("created_at"),
        document.Time("issued_at"));

    public static ValueTask<ExternalIdentity?> FindIdentity(this SqlSession db, Guid identityId) =>
        db.Prepare($"SELECT {Columns} FROM identities WHERE id = @id").Set("@id", identityId).OneAsync(Read);

    public static ExternalIdentity? FindIdentity(this DocumentSession db, Guid identityId) =>
        db.Identities.Find(identityId) is { } found ? Read(found) : null;

    public static ValueTask<int> Add(this SqlSession db, ExternalIdentity identity) => db
        .Prepare($"INSERT INTO identities ({Columns}) VALUES (@id, @user, @issuer, @subject, @created, @issued)")
        .Set("@id", identity.Id)
        .Set("@user", identity.UserId)
        .Set("@issuer", identity.Issuer)
        .Set("@subject", identity.Subject)
        .Set("@created", identity.CreatedAt)
        .Set("@issued", identity.IssuedAt)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, ExternalIdentity identity) => db.Identities.Insert(Write(identity));

    /// <summary>Changes what can change of an identity: the issue time.</summary>
    public static ValueTask<int> Change(this SqlSession db, ExternalIdentity identity) => db
        .Prepare("UPDATE identities SET issued_at = @issued WHERE id = @id")
        .Set("@issued", identity.IssuedAt)
        .Set("@id", identity.Id)
        .ExecuteAsync();

    public static void Change(this DocumentSession db, ExternalIdentity identity) => db.Identities.Update(Write(identity));

    public static ValueTask<int> RemoveIdentitiesOf(this SqlSession db, Guid userId) =>
        db.Prepare("DELETE FROM identities WHERE user_id = @user").Set("@user", userId).ExecuteAsync();

    public static void RemoveIdentitiesOf(this DocumentSession db, Guid userId) => db.Identities.DeleteAll("user_id", userId);

    private static BsonDocument Write(ExternalIdentity identity) => new()
    {
        ["_id"] = identity.Id,
        ["user_id"] = identity.UserId,
        ["issuer"] = identity.Issuer,
        ["subject"] = identity.Subject,
        ["created_at"] = Microseconds.From(identity.CreatedAt),
        ["issued_at"] = Microseconds.From(identity.IssuedAt),
    };
}

using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Mappings;

internal static class UserMapping
{
    public const string Columns = "id, email, name, password_hash, created_at";

    public static User Read(Rows row) => new(row.Guid(0), row.Text(1), row.TextOrNull(2), row.Text(3), row.Time(4));

    public static User Read(BsonDocument document) => new(
        document.Id(),
        document["email"].AsString,
        document["name"].AsString,
        document["password_hash"].AsString,
        document.Time("created_at"));

    public static User? FindUser(this SqlSession db, Guid userId) =>
        db.Prepare($"SELECT {Columns} FROM users WHERE id = @id").Set("@id", userId).One(Read);

    public static User? FindUser(this DocumentSession db, Guid userId) => db.Users.Find(userId) is { } found ? Read(found) : null;

    public static BsonDocument Write(User user) => new()
    {
        ["_id"] = user.Id,
        ["email"] = user.Email,
        ["name"] = user.Name,
        ["password_hash"] = user.PasswordHash,
        ["created_at"] = Microseconds.From(user.CreatedAt),
    };
}

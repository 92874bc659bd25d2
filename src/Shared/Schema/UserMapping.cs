using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class UserMapping
{
    public const string Columns = "id, email, name, password_hash, created_at";

    public static User Read(Row row) => new(row.Guid(0), row.Text(1), row.TextOrNull(2), row.Text(3), row.Time(4));

    public static User Read(BsonDocument document) => new(
        document.Id(),
        document["email"].AsString,
        document["name"].AsString,
        document["password_hash"].AsString,
        document.Time("created_at"));

    public static ValueTask<int> Add(this SqlSession db, User user) => db
        .Prepare($"INSERT INTO users ({Columns}) VALUES (@id, @email, @name, @hash, @created)")
        .Set("@id", user.Id)
        .Set("@email", user.Email)
        .Set("@name", user.Name)
        .Set("@hash", user.PasswordHash)
        .Set("@created", user.CreatedAt)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, User user) => db.Users.Insert(Write(user));

    public static ValueTask<User?> FindUserByEmail(this SqlSession db, string email) =>
        db.Prepare($"SELECT {Columns} FROM users WHERE email = @email").Set("@email", email).OneAsync(Read);

    public static User? FindUserByEmail(this DocumentSession db, string email) =>
        db.Users.FindBy("email", email) is { } found ? Read(found) : null;

    public static ValueTask<User?> FindUser(this SqlSession db, Guid userId) =>
        db.Prepare($"SELECT {Columns} FROM users WHERE id = @id").Set("@id", userId).OneAsync(Read);

    public static User? FindUser(this DocumentSession db, Guid userId) => db.Users.Find(userId) is { } found ? Read(found) : null;

    /// <summary>Stores another name and another password of a user.</summary>
    public static ValueTask<int> Change(this SqlSession db, User user) => db
        .Prepare("UPDATE users SET name = @name, password_hash = @hash WHERE id = @id")
        .Set("@name", user.Name)
        .Set("@hash", user.PasswordHash)
        .Set("@id", user.Id)
        .ExecuteAsync();

    public static void Change(this DocumentSession db, User user) => db.Users.Update(Write(user));

    public static BsonDocument Write(User user) => new()
    {
        ["_id"] = user.Id,
        ["email"] = user.Email,
        ["name"] = user.Name,
        ["password_hash"] = user.PasswordHash,
        ["created_at"] = Microseconds.From(user.CreatedAt),
    };
}

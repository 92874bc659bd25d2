using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class UserMapping
{
    public const string Columns = "id, email, name, password_hash, created_at, role, disabled_at, retention_days";

    public static User Read(Row row) => new(
        row.Guid(0), row.Text(1), row.TextOrNull(2), row.Text(3), row.Time(4), row.InternedText(5), row.TimeOrNull(6),
        row.IntOrNull(7));

    public static User Read(BsonDocument document) => new(
        document.Id(),
        document["email"].AsString,
        document["name"].AsString,
        document["password_hash"].AsString,
        document.Time("created_at"),
        document["role"].AsString,
        document["disabled_at"].AsNullable(static value => Microseconds.ToUtc(value.AsInt64)),
        document["retention_days"].AsNullable(static value => value.AsInt32));

    public static ValueTask<int> Add(this SqlSession db, User user) => db
        .Prepare($"INSERT INTO users ({Columns}) VALUES (@id, @email, @name, @hash, @created, @role, @disabled, @retention)")
        .Set("@id", user.Id)
        .Set("@email", user.Email)
        .Set("@name", user.Name)
        .Set("@hash", user.PasswordHash)
        .Set("@created", user.CreatedAt)
        .Set("@role", user.Role)
        .Set("@disabled", Disabled(user))
        .Set("@retention", user.RetentionDays)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, User user) => db.Users.Insert(Write(user));

    /// <summary>
    /// Changes what can change of a user: the name, the password, the role, whether the account can be used, and how long conversations are
    /// kept.
    /// </summary>
    public static ValueTask<int> Change(this SqlSession db, User user) => db
        .Prepare("""
            UPDATE users SET name = @name, password_hash = @hash, role = @role, disabled_at = @disabled, retention_days = @retention
            WHERE id = @id
            """)
        .Set("@name", user.Name)
        .Set("@hash", user.PasswordHash)
        .Set("@role", user.Role)
        .Set("@disabled", Disabled(user))
        .Set("@retention", user.RetentionDays)
        .Set("@id", user.Id)
        .ExecuteAsync();

    public static void Change(this DocumentSession db, User user) => db.Users.Update(Write(user));

    public static ValueTask<int> RemoveUser(this SqlSession db, Guid userId) =>
        db.Prepare("DELETE FROM users WHERE id = @id").Set("@id", userId).ExecuteAsync();

    public static void RemoveUser(this DocumentSession db, Guid userId) => db.Users.Delete(userId);

    public static ValueTask<bool> HasUsers(this SqlSession db) => db.Prepare("SELECT 1 FROM users LIMIT 1").AnyAsync();

    public static bool HasUsers(this DocumentSession db) => db.Users.Any();

    /// <summary>Returns the first users whose ids are not below this one, in order of their ids. New accounts come last.</summary>
    public static ValueTask<List<User>> UsersFrom(this SqlSession db, Guid from, int limit) => db
        .Prepare($"SELECT {Columns} FROM users WHERE id >= @from ORDER BY id LIMIT @limit")
        .Set("@from", from)
        .Set("@limit", limit)
        .AllAsync(Read);

    public static List<User> UsersFrom(this DocumentSession db, Guid from, int limit) =>
        db.Users.Ascending("_id", from, limit, Read);

    public static async ValueTask<bool> HasOtherAdmin(this SqlSession db, Guid userId) => await db
        .Prepare("SELECT 1 FROM users WHERE role = @role AND disabled_at IS NULL AND id <> @id LIMIT 1")
        .Set("@role", UserRoles.Admin)
        .Set("@id", userId)
        .AnyAsync();

    public static bool HasOtherAdmin(this DocumentSession db, Guid userId) =>
        db.Users.FindAll("role", UserRoles.Admin).Select(Read).Any(user => user.IsActiveAdmin && user.Id != userId);

    public static ValueTask<User?> FindUserByEmail(this SqlSession db, string email) =>
        db.Prepare($"SELECT {Columns} FROM users WHERE email = @email").Set("@email", email).OneAsync(Read);

    public static User? FindUserByEmail(this DocumentSession db, string email) =>
        db.Users.FindBy("email", email) is { } found ? Read(found) : null;

    public static ValueTask<User?> FindUser(this SqlSession db, Guid userId) =>
        db.Prepare($"SELECT {Columns} FROM users WHERE id = @id").Set("@id", userId).OneAsync(Read);

    public static User? FindUser(this DocumentSession db, Guid userId) => db.Users.Find(userId) is { } found ? Read(found) : null;


    public static BsonDocument Write(User user) => new()
    {
        ["_id"] = user.Id,
        ["email"] = user.Email,
        ["name"] = user.Name,
        ["password_hash"] = user.PasswordHash,
        ["created_at"] = Microseconds.From(user.CreatedAt),
        ["role"] = user.Role,
        ["disabled_at"] = Disabled(user),
        ["retention_days"] = user.RetentionDays,
    };

    private static long? Disabled(User user) => user.DisabledAt is { } time ? Microseconds.From(time) : null;
}

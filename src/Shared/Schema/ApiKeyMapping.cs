using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

internal static class ApiKeyMapping
{
    public const string Columns = "id, user_id, name, hash, scope, created_at, expires_at";

    public static ApiKey Read(Row row) =>
        new(row.Guid(0), row.Guid(1), row.Text(2), row.Bytes(3), row.Text(4), row.Time(5), row.Time(6));

    public static ApiKey Read(BsonDocument document) => new(
        document.Id(),
        document["user_id"].AsGuid,
        document["name"].AsString,
        document["hash"].AsBinary,
        document["scope"].AsString,
        document.Time("created_at"),
        document.Time("expires_at"));

    public static ValueTask<ApiKey?> FindApiKey(this SqlSession db, Guid keyId) =>
        db.Prepare($"SELECT {Columns} FROM api_keys WHERE id = @id").Set("@id", keyId).OneAsync(Read);

    public static ApiKey? FindApiKey(this DocumentSession db, Guid keyId) => db.ApiKeys.Find(keyId) is { } found ? Read(found) : null;

    public static ValueTask<List<ApiKey>> ApiKeysOf(this SqlSession db, Guid userId) => db
        .Prepare($"SELECT {Columns} FROM api_keys WHERE user_id = @user ORDER BY id")
        .Set("@user", userId)
        .AllAsync(Read);

    public static List<ApiKey> ApiKeysOf(this DocumentSession db, Guid userId) =>
        [.. db.ApiKeys.FindAll("user_id", userId).Select(Read).OrderBy(key => key.Id)];

    public static ValueTask<int> Add(this SqlSession db, ApiKey key) => db
        .Prepare($"INSERT INTO api_keys ({Columns}) VALUES (@id, @user, @name, @hash, @scope, @created, @expires)")
        .Set("@id", key.Id)
        .Set("@user", key.UserId)
        .Set("@name", key.Name)
        .Set("@hash", key.Hash)
        .Set("@scope", key.Scope)
        .Set("@created", key.CreatedAt)
        .Set("@expires", key.ExpiresAt)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, ApiKey key) => db.ApiKeys.Insert(Write(key));

    public static ValueTask<int> RemoveApiKey(this SqlSession db, Guid keyId) =>
        db.Prepare("DELETE FROM api_keys WHERE id = @id").Set("@id", keyId).ExecuteAsync();

    public static bool RemoveApiKey(this DocumentSession db, Guid keyId) => db.ApiKeys.Delete(keyId);

    public static ValueTask<int> RemoveApiKeysOf(this SqlSession db, Guid userId) =>
        db.Prepare("DELETE FROM api_keys WHERE user_id = @user").Set("@user", userId).ExecuteAsync();

    public static void RemoveApiKeysOf(this DocumentSession db, Guid userId) => db.ApiKeys.DeleteAll("user_id", userId);

    private static BsonDocument Write(ApiKey key) => new()
    {
        ["_id"] = key.Id,
        ["user_id"] = key.UserId,
        ["name"] = key.Name,
        ["hash"] = key.Hash,
        ["scope"] = key.Scope,
        ["created_at"] = Microseconds.From(key.CreatedAt),
        ["expires_at"] = Microseconds.From(key.ExpiresAt),
    };
}

using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Keeps the id of a store inside the store. It is no migration, because a copy of the rows is another store and has another id.
/// PostgreSQL has it in <c>schema_version</c>.
/// </summary>
internal static class StoreIdTable
{
    /// <summary>Has a row if the store has an id.</summary>
    public const string Exists = $"SELECT 'yes' FROM sqlite_master WHERE name = '{Name}'";

    /// <summary>Returns the id as text.</summary>
    public const string Hex = $"SELECT hex(id) FROM {Name}";

    /// <summary>Names the table, or the collection.</summary>
    public const string Name = "store_id";

    /// <summary>Returns null if the store is new, or older than the table.</summary>
    public static Guid? FindStoreId(this SqliteSession db) =>
        db.Prepare(Exists).AnyAsync().Now() ? Guid.Parse(db.Prepare(Hex).OneAsync(static row => row.Text(0)).Now()!) : null;

    /// <inheritdoc cref="FindStoreId(SqliteSession)"/>
    public static Guid? FindStoreId(this DocumentSession db) => db.Collection(Name).All() is [var document] ? document.Id() : null;

    public static void SetStoreId(this SqliteSession db, Guid id)
    {
        db.ExecuteScript($"CREATE TABLE {Name} (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID");
        db.Prepare($"INSERT INTO {Name} (id) VALUES (@id)").Set("@id", id).ExecuteAsync().Now();
    }

    public static void SetStoreId(this DocumentSession db, Guid id) => db.Collection(Name).Insert(new() { ["_id"] = id });
}

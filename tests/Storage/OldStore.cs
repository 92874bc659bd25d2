using LiteDB;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage;

/// <summary>
/// Puts a store in the place of a new one, as a program of an earlier version had left it. The rows are of the test, and stores of the
/// programs themselves are in <see cref="Versions.StoreOfVersion"/>.
/// </summary>
internal static class OldStore
{
    /// <param name="version">Of SQLite's schema.</param>
    public static void WriteTables(this TempStore store, int version, Action<SqliteSession> write)
    {
        store.Close();
        File.Delete(store.File);
        using var db = OldSchema.Open(store.File);
        db.BeginWrite();
        OldSchema.Migrate(db, version);
        write(db);
        db.Commit();
    }

    /// <param name="version">Of LiteDB's schema.</param>
    public static void WriteDocuments(this TempStore store, int version, Action<DocumentSession> write)
    {
        store.Close();
        File.Delete(store.File);
        using var database = new LiteDatabase(new ConnectionString(store.File) { Collation = Collation.Binary });
        DocumentMigrator.Migrate(database, [.. LiteDbMigrations.Steps.Take(version)]);
        // Programs of that version gave no id.
        Assert.True(database.DropCollection("store_id"));
        write(new DocumentSession(database));
    }
}

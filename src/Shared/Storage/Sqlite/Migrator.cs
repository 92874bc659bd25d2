using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.Sqlite;

internal static class Migrator
{
    /// <summary>Checks a store that a server uses. Returns its id.</summary>
    /// <exception cref="CannotStartException">This program does not know the schema.</exception>
    /// <exception cref="ForeignStoreException">It is another store.</exception>
    public static Guid Expect(SqliteSession db, Guid? expected)
    {
        if (db.Dialect.ReadVersion(db) == db.Dialect.Migrations.Count) return StoreIdentity.Settle(db.FindStoreId(), expected);
        throw new CannotStartException("The server that uses this store has another version. Use the program of that version.");
    }

    /// <summary>
    /// Migrates the schema to the newest version. First copies existing data aside. Each step runs in a transaction of its own.
    /// </summary>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <returns>The store's id.</returns>
    /// <exception cref="CannotStartException">A newer program wrote the data. The data stays untouched.</exception>
    /// <exception cref="ForeignStoreException">It is another store. It stays untouched.</exception>
    public static Guid Migrate(SqliteSession db, Guid? expected = null)
    {
        var found = db.FindStoreId();
        var id = StoreIdentity.Settle(found, expected);
        var dialect = db.Dialect;
        var version = dialect.ReadVersion(db);
        var newest = dialect.Migrations.Count;
        SchemaVersion.Refuse(version, newest);
        if (version is not 0 && version < newest) dialect.CopyAside(db, version);

        for (; version < newest; version++)
        {
            InTransaction(db, () =>
            {
                db.ExecuteScript(dialect.Migrations[version]);
                dialect.WriteVersion(db, version + 1);
            });
        }

        if (found is null) InTransaction(db, () => db.SetStoreId(id));
        return id;
    }

    private static void InTransaction(SqliteSession db, Action step)
    {
        db.BeginWrite();
        try
        {
            step();
            db.Commit();
        }
        catch
        {
            db.Rollback();
            throw;
        }
    }
}

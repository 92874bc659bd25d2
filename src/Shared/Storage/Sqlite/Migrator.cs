using System.Data.Common;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Upgrades;

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
    /// Migrates the schema to the newest version, all steps in one transaction. First copies existing data aside. So an interruption at
    /// any moment leaves the old data to the program of before.
    /// </summary>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="watch">Null if nobody waits for it.</param>
    /// <returns>The store's id.</returns>
    /// <exception cref="CannotStartException">A newer program wrote the data, or a step failed. The data stays untouched.</exception>
    /// <exception cref="ForeignStoreException">It is another store. It stays untouched.</exception>
    public static Guid Migrate(SqliteSession db, Guid? expected = null, IUpgradeWatch? watch = null)
    {
        var found = db.FindStoreId();
        var id = StoreIdentity.Settle(found, expected);
        var dialect = db.Dialect;
        var version = dialect.ReadVersion(db);
        var newest = dialect.Migrations.Count;
        SchemaVersion.Refuse(version, newest);
        if (version == newest)
        {
            if (found is null) InTransaction(db, () => db.SetStoreId(id));
            return id;
        }

        if (version == 0) return Advance(db, version, found, id, watch: null);
        UpgradeFailure.Explain(version, newest, () => Upgrade(db, version, found, id, watch), SqliteWriter.IsFull);
        ShortenLog(db);
        return id;
    }

    private static Guid Upgrade(SqliteSession db, int version, Guid? found, Guid id, IUpgradeWatch? watch)
    {
        watch?.Begin(version, db.Dialect.Migrations.Count);
        var copy = db.Dialect.CopyAside(db, version, watch);
        Advance(db, version, found, id, watch);
        watch?.End(copy);
        return id;
    }

    private static Guid Advance(SqliteSession db, int version, Guid? found, Guid id, IUpgradeWatch? watch)
    {
        InTransaction(db, () =>
        {
            for (; version < db.Dialect.Migrations.Count; version++)
            {
                watch?.Step(version + 1);
                db.ExecuteScript(db.Dialect.Migrations[version]);
            }

            db.Dialect.WriteVersion(db, version);
            if (found is null) db.SetStoreId(id);
        });
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
            try
            {
                db.Rollback();
            }
            catch (DbException)
            {
                // SQLite itself has rolled back, as it does when the disk is full.
            }

            throw;
        }
    }

    /// <summary>Folds the log into the file, because it has all pages that the steps wrote and would keep its length.</summary>
    private static void ShortenLog(SqliteSession db)
    {
        try
        {
            db.ExecuteScript("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (DbException)
        {
            // There is no room for it. The store works with a long log, too.
        }
    }
}

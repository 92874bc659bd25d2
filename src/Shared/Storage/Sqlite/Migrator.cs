using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.Sqlite;

internal static class Migrator
{
    /// <exception cref="CannotStartException">This program does not know the schema.</exception>
    public static void Expect(SqliteSession db)
    {
        if (db.Dialect.ReadVersion(db) == db.Dialect.Migrations.Count) return;
        throw new CannotStartException("The server that uses this store has another version. Use the program of that version.");
    }

    /// <summary>
    /// Migrates the schema to the newest version. First copies existing data aside. Each step runs in a transaction of its own.
    /// </summary>
    /// <exception cref="CannotStartException">A newer program wrote the data. The data stays untouched.</exception>
    public static void Migrate(SqliteSession db)
    {
        var dialect = db.Dialect;
        var version = dialect.ReadVersion(db);
        var newest = dialect.Migrations.Count;
        SchemaVersion.Refuse(version, newest);
        if (version is not 0 && version < newest) dialect.CopyAside(db, version);

        for (; version < newest; version++)
        {
            db.BeginWrite();
            try
            {
                db.ExecuteScript(dialect.Migrations[version]);
                dialect.WriteVersion(db, version + 1);
                db.Commit();
            }
            catch
            {
                db.Rollback();
                throw;
            }
        }
    }
}

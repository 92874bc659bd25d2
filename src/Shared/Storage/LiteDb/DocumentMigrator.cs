using LiteDB;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.LiteDb;

internal static class DocumentMigrator
{
    /// <summary>Migrates a file to the newest version. LiteDB's own <c>user_version</c> holds the version.</summary>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <returns>The store's id.</returns>
    /// <exception cref="CannotStartException">A newer program wrote the data. The data stays untouched.</exception>
    /// <exception cref="ForeignStoreException">It is another store. It stays untouched.</exception>
    public static Guid Migrate(LiteDatabase database, IReadOnlyList<Action<LiteDatabase>> steps, Guid? expected = null)
    {
        var session = new DocumentSession(database);
        var found = session.FindStoreId();
        var id = StoreIdentity.Settle(found, expected);
        SchemaVersion.Refuse(database.UserVersion, steps.Count);
        while (database.UserVersion < steps.Count)
        {
            steps[database.UserVersion](database);
            database.UserVersion++;
        }

        if (found is null) session.SetStoreId(id);
        return id;
    }
}

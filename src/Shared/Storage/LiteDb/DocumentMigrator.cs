using LiteDB;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage.LiteDb;

internal static class DocumentMigrator
{
    /// <summary>
    /// Migrates a file to the newest version. LiteDB's own <c>user_version</c> holds the version. A failure leaves the file between two
    /// versions: see <see cref="DocumentUpgrade"/>.
    /// </summary>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="watch">Null if nobody waits for it.</param>
    /// <returns>The store's id.</returns>
    /// <exception cref="CannotStartException">A newer program wrote the data. The data stays untouched.</exception>
    /// <exception cref="ForeignStoreException">It is another store. It stays untouched.</exception>
    public static Guid Migrate(
        LiteDatabase database, IReadOnlyList<Action<LiteDatabase>> steps, Guid? expected = null, IUpgradeWatch? watch = null)
    {
        var session = new DocumentSession(database);
        var found = session.FindStoreId();
        var id = StoreIdentity.Settle(found, expected);
        SchemaVersion.Refuse(database.UserVersion, steps.Count);
        while (database.UserVersion < steps.Count)
        {
            watch?.Step(database.UserVersion + 1);
            steps[database.UserVersion](database);
            database.UserVersion++;
        }

        if (found is null) session.SetStoreId(id);
        return id;
    }
}

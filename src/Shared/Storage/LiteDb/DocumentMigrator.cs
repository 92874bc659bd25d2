using LiteDB;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.LiteDb;

internal static class DocumentMigrator
{
    /// <summary>Migrates a file to the newest version. LiteDB's own <c>user_version</c> holds the version.</summary>
    /// <exception cref="CannotStartException">A newer program wrote the data. The data stays untouched.</exception>
    public static void Migrate(LiteDatabase database, IReadOnlyList<Action<LiteDatabase>> steps)
    {
        SchemaVersion.Refuse(database.UserVersion, steps.Count);
        while (database.UserVersion < steps.Count)
        {
            steps[database.UserVersion](database);
            database.UserVersion++;
        }
    }
}

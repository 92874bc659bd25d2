using LiteDB;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.LiteDb;

internal static class DocumentMigrator
{
    /// <summary>Brings a file to the newest version. The version is LiteDB's own <c>user_version</c>.</summary>
    /// <exception cref="CannotStartException">The data was written by a newer program; it is left untouched.</exception>
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

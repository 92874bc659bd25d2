using LiteDB;
using SamosaChaat.Shared.Errors;
using SamosaChaat.Shared.Storage.Mappings;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>Collections and indexes, by version, in <c>user_version</c> as with SQLite. All are made before anybody reads.</summary>
internal static class LiteDbMigrations
{
    private static readonly Action<LiteDatabase>[] Steps = [Initial];

    /// <exception cref="CannotStartException">The data was written by a newer program; it is left untouched.</exception>
    public static void Migrate(LiteDatabase database)
    {
        NewerData.Refuse(database.UserVersion, Steps.Length);
        while (database.UserVersion < Steps.Length)
        {
            Steps[database.UserVersion](database);
            database.UserVersion++;
        }
    }

    private static void Initial(LiteDatabase database)
    {
        database.GetCollection("users").EnsureIndex("email", unique: true);
        database.GetCollection("sessions").EnsureIndex("user_id");
        database.GetCollection("messages").EnsureIndex(MessageMapping.InOrder, unique: true);
        // The rest are found by their ids; LiteDB makes a collection when it first writes to it.
    }
}

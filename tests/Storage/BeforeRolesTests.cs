using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage;

/// <summary>Accounts from before there were roles: somebody has to be the administrator, and it is who came first.</summary>
public sealed class BeforeRolesTests
{
    private static readonly User[] Users =
    [
        Some.User() with { CreatedAt = Some.Time.AddDays(1) }, Some.User() with { CreatedAt = Some.Time }, Some.User() with { CreatedAt = Some.Time.AddDays(2) },
    ];

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    public async Task The_oldest_account_becomes_the_administrator(string engine)
    {
        using var store = new TempStore(engine);
        store.Close();
        File.Delete(store.File);
        if (engine == StorageOptions.Sqlite) WriteTables(store.File);
        else WriteDocuments(store.File);

        store.Reopen();

        foreach (var user in Users)
        {
            var expected = user with { Role = user == Users[1] ? UserRoles.Admin : UserRoles.User };
            Assert.Equal(expected, await store.ReadAsync(new FindUser(user.Id)));
        }

        store.Close();
        if (engine == StorageOptions.Sqlite) Assert.Empty(SqliteInspection.Faults(store.File, SqlMigrations.Sqlite.Count, quick: false));
        else Assert.Empty(LiteDbInspection.Faults(store.File));
    }

    private static void WriteTables(string file)
    {
        using var db = OldSchema.Open(file);
        OldSchema.Migrate(db, 8);
        foreach (var user in Users) OldSchema.Add(db, user);
    }

    private static void WriteDocuments(string file)
    {
        using var database = new LiteDatabase(new ConnectionString(file) { Collation = Collation.Binary });
        database.UserVersion = 3;
        database.GetCollection("users").EnsureIndex("email", unique: true);
        foreach (var user in Users)
        {
            var document = UserMapping.Write(user);
            document.Remove("role");
            document.Remove("disabled_at");
            database.GetCollection("users").Insert(document);
        }
    }
}

using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
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
        if (engine == StorageOptions.Sqlite) store.WriteTables(version: 8, Write);
        else store.WriteDocuments(version: 3, Write);

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

    private static void Write(SqliteSession db)
    {
        foreach (var user in Users) OldSchema.Add(db, user);
    }

    private static void Write(DocumentSession db)
    {
        foreach (var user in Users)
        {
            var document = UserMapping.Write(user);
            document.Remove("role");
            document.Remove("disabled_at");
            db.Collection("users").Insert(document);
        }
    }
}

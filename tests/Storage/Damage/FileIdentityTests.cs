using LiteDB;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>The same for engines with a file, which also share folders and are restored from copies.</summary>
public abstract class FileIdentityTests(string engine, string name) : StoreIdentityTests(engine)
{
    protected string StoreFile => Path.Combine(Folder, name);

    [Fact]
    public async Task An_earlier_copy_of_the_same_store_works_also_with_an_older_schema()
    {
        await UseAsync(_ => Task.CompletedTask);
        var id = StoreIdentity.TryParse(await File.ReadAllTextAsync($"{StoreFile}.id", Ct))!.Id;
        File.Delete(StoreFile);
        MakeOlder(id);

        await UseAsync(store =>
        {
            Assert.Equal(id, store.Engine.StoreId);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Two_engines_share_a_folder()
    {
        var user = Some.User();
        await UseAsync(async store => await store.WriteAsync(new AddUser(user, Some.Session(user)), Ct));

        using (var data = new DataFolder(Microsoft.Extensions.Options.Options.Create(OptionsOf(Folder))))
        {
            var options = StoreSettings.Options(OtherEngine, Folder);
            StorageRegistration.Open(options, data, ChatSchema.Migrations).Dispose();
        }

        Assert.Equal(2, Directory.GetFiles(Folder, "*.id").Length);
        await HasAsync(user);
    }

    protected abstract string OtherEngine { get; }

    protected override void Swap() => File.Copy(Path.Combine(Other, name), StoreFile, overwrite: true);

    /// <summary>Makes a store with this id as the version of the program before the newest migration would.</summary>
    private protected abstract void MakeOlder(Guid id);
}

public sealed class IdentityOnSqlite() : FileIdentityTests(StorageOptions.Sqlite, "samosachaat.db")
{
    protected override string OtherEngine => StorageOptions.LiteDb;

    protected override void RemoveId() => OwnConnection.Run(StoreFile, "DROP TABLE store_id");

    private protected override void MakeOlder(Guid id) =>
        new SqliteEngine(StoreFile, [.. SqlMigrations.Sqlite.SkipLast(1)], expected: id).Dispose();
}

public sealed class IdentityOnLiteDb() : FileIdentityTests(StorageOptions.LiteDb, "samosachaat.litedb")
{
    protected override string OtherEngine => StorageOptions.Sqlite;

    protected override void RemoveId()
    {
        using var database = new LiteDatabase(StoreFile);
        Assert.True(database.DropCollection("store_id"));
    }

    private protected override void MakeOlder(Guid id) =>
        new LiteDbEngine(StoreFile, [.. LiteDbMigrations.Steps.SkipLast(1)], expected: id).Dispose();
}

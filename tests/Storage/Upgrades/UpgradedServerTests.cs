using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Upgrades;
using SamosaChaat.Tests.Storage.Versions;

namespace SamosaChaat.Tests.Storage.Upgrades;

/// <summary>A server starts on the store of an earlier program, tells of it, and its users go on.</summary>
public abstract class UpgradedServerTests(string engine, int version)
{
    [Fact]
    public async Task A_start_upgrades_the_store_and_removes_a_copy_that_is_old()
    {
        using var store = new TempStore(engine);
        var stored = new StoreOfVersion(engine, version).PutInto(store);
        store.Release();
        var (old, young) = (UpgradeCopies.FileOf(store.File, 1), UpgradeCopies.FileOf(store.File, 2));
        foreach (var (copy, days) in new[] { (old, 31), (young, 29) })
        {
            await File.WriteAllTextAsync(copy, "a copy", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(copy, DateTime.UtcNow.AddDays(-days));
        }

        await using var server = new OwnServer(engine, ("Storage:Path", store.Root));
        using var user = await TestUser.SignInAsync(server.Anonymous(), stored.Users[0].Email, StoredLife.Password);
        var conversations = await user.GetAsync("/conversations");

        // The turn that was cut off is ended now, and its conversation is at another place.
        Assert.Equal(stored.Users[0].Conversations.GetArrayLength(), conversations.GetArrayLength());
        await user.SendAndWaitAsync(conversations.EnumerateArray().First(one => one.Text("title") == "Empty").Id(), "Go on");
        int[] events = [EventIds.UpgradeBegins, EventIds.UpgradeEnded, EventIds.UpgradeCopyRemoved];
        Assert.Equal(events, server.Log.Entries.Select(entry => entry.Event.Id).Where(events.Contains));
        Assert.Equal((false, true, true), (File.Exists(old), File.Exists(young), File.Exists(UpgradeCopies.FileOf(store.File, version))));
    }
}

public sealed class UpgradedServerOnSqlite() : UpgradedServerTests(StorageOptions.Sqlite, version: 12);

public sealed class UpgradedServerOnLiteDb() : UpgradedServerTests(StorageOptions.LiteDb, version: 6);

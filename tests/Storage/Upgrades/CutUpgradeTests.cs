using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Copy;
using SamosaChaat.Tests.Storage.Damage;

namespace SamosaChaat.Tests.Storage.Upgrades;

/// <summary>
/// A process that is killed in an upgrade leaves the files of that moment. At each moment they are today's store until the upgrade is
/// complete, and the next program can begin again. <c>bench -- kills</c> kills real processes.
/// </summary>
public abstract class CutUpgradeTests(string engine)
{
    [Fact]
    public async Task At_each_moment_todays_program_has_its_data_and_the_next_one_can_begin_again()
    {
        using var store = new TempStore(engine);
        for (var i = 0; i < 20; i++)
        {
            var user = Some.User();
            Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user))));
        }

        store.Close();
        var before = RawRows.Of(engine, store.Root);
        var moments = new List<(string Said, StoreFiles Files)>();
        var watch = new RecordedUpgrade(said => moments.Add((said, StoreFiles.Of(store.Root))));
        store.Reopen(new NextSchema(), watch);
        store.Close();
        var after = RawRows.Of(engine, store.Root);
        Assert.NotEqual(before, after);
        Assert.Equal(5, moments.Count);

        foreach (var (said, files) in moments)
        {
            using var cut = new TempStore(engine);
            Put(files, cut);
            if (said.StartsWith("end", StringComparison.Ordinal)) Assert.Throws<CannotStartException>(() => cut.Reopen());
            else Assert.Equal(before, Rows(cut, () => cut.Reopen()));
            Put(files, cut);
            Assert.Equal(after, Rows(cut, () => cut.Reopen(new NextSchema())));
            Assert.DoesNotContain(Directory.GetFiles(cut.Root), file => file.Contains("upgrading", StringComparison.Ordinal));
        }
    }

    private static void Put(StoreFiles files, TempStore store)
    {
        store.Close();
        foreach (var file in Directory.GetFiles(store.Root, "samosachaat*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))) File.Delete(file);
        files.WriteTo(store.Root);
    }

    private string[] Rows(TempStore store, Action open)
    {
        open();
        store.Close();
        return RawRows.Of(engine, store.Root);
    }
}

public sealed class CutUpgradeOnSqlite() : CutUpgradeTests(StorageOptions.Sqlite);

public sealed class CutUpgradeOnLiteDb() : CutUpgradeTests(StorageOptions.LiteDb);

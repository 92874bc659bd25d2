using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Upgrades;
using SamosaChaat.Tests.Copy;

namespace SamosaChaat.Tests.Storage.Upgrades;

/// <summary>What the next program does to today's data: all of its steps, or none.</summary>
public abstract class UpgradeTests(string engine) : IDisposable
{
    private readonly TempStore store = new(engine);
    private readonly User user = Some.User();

    private string Copy => UpgradeCopies.FileOf(store.File, ChatSchema.Migrations.NewestOf(engine));

    [Fact]
    public async Task A_step_that_fails_leaves_the_store_to_todays_program_and_says_so()
    {
        var before = await FillAsync();

        var refusal = Assert.Throws<CannotStartException>(() => store.Reopen(new NextSchema(fails: true)));

        Assert.Contains("The store is as it was, and the program that used it before can be started again.", refusal.Message, StringComparison.Ordinal);
        store.Reopen();
        Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id)));
        store.Close();
        Assert.Equal(before, RawRows.Of(engine, store.Root));
        Assert.DoesNotContain(Directory.GetFiles(store.Root), file => file.Contains("upgrading", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_steps_are_made_once_and_the_data_of_before_stays_for_todays_program()
    {
        var before = await FillAsync();

        store.Reopen(new NextSchema());
        Assert.Equal("changed", (await store.ReadAsync(new FindUser(user.Id)))?.Name);
        store.Reopen(new NextSchema());
        Assert.Throws<CannotStartException>(() => store.Reopen());

        if (engine == StorageOptions.Postgres) return;
        File.Move(Copy, store.File, overwrite: true);
        store.Reopen();
        Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id)));
        store.Close();
        Assert.Equal(before, RawRows.Of(engine, store.Root));
    }

    [Fact]
    public async Task An_upgrade_is_watched_and_a_new_store_has_none()
    {
        var newest = ChatSchema.Migrations.NewestOf(engine);
        await FillAsync();
        var watch = new RecordedUpgrade();

        store.Reopen(new NextSchema(), watch);
        store.Reopen(new NextSchema(), watch);

        string[] expected = engine == StorageOptions.Postgres
            ? [$"{newest} to {newest + 2}", $"{newest + 1}", $"{newest + 2}", "end "]
            : [$"{newest} to {newest + 2}", $"copy {Copy}", $"{newest + 1}", $"{newest + 2}", $"end {Copy}"];
        Assert.Equal(expected, watch.Said);
        using var fresh = new TempStore(engine);
        Assert.Empty(Directory.GetFiles(fresh.Root, "*.bak"));
    }

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns the rows.</summary>
    private async Task<string[]> FillAsync()
    {
        Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user))));
        store.Close();
        return RawRows.Of(engine, store.Root);
    }
}

public sealed class UpgradeOnSqlite() : UpgradeTests("sqlite");

public sealed class UpgradeOnLiteDb() : UpgradeTests("litedb");

public sealed class UpgradeOnPostgres() : UpgradeTests("postgres");

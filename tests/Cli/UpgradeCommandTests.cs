using System.Text.Json;
using SamosaChaat.Shared.Cli;
using SamosaChaat.Shared.Cli.Upgrades;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Upgrades;
using SamosaChaat.Tests.Storage;
using SamosaChaat.Tests.Storage.Damage;
using SamosaChaat.Tests.Storage.Versions;

namespace SamosaChaat.Tests.Cli;

/// <summary>An upgrade is announced, made without a server, and then there is nothing to do.</summary>
public abstract class UpgradeCommandTests(string engine)
{
    private readonly int newest = ChatSchema.Migrations.NewestOf(engine);

    [Fact]
    public async Task The_check_says_what_will_happen_and_changes_nothing_and_the_command_does_it()
    {
        using var store = new TempStore(engine);
        var version = StoreOfVersion.LastBefore(newest, engine);
        new StoreOfVersion(engine, version).PutInto(store);
        store.Release();
        var (before, tables) = (StoreFiles.Of(store.Root), Tables(store.Root));
        string[] settings = [.. StoreSettings.Of(engine, store.Root).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })];

        var (pending, plan, _) = await Command.RunAsync(["upgrade", "--check", "--json", .. settings]);
        if (engine != StorageOptions.Postgres) StoreFiles.Of(store.Root).AssertSame(before);
        Assert.Equal(tables, Tables(store.Root));
        var (upgraded, said, errors) = await Command.RunAsync(["upgrade", .. settings]);
        var (nothing, text, _) = await Command.RunAsync(["upgrade", "--check", .. settings]);

        Assert.Equal((ExitCode.Pending, ExitCode.Ok, "", ExitCode.Ok), (pending, upgraded, errors, nothing));
        var json = JsonElement.Parse(plan);
        Assert.Equal((version, newest), (json.GetProperty("from").GetInt32(), json.GetProperty("to").GetInt32()));
        var steps = json.GetProperty("steps").EnumerateArray().Select(step => step.Text("does")).ToArray();
        Assert.Equal(newest - version, steps.Length);
        Assert.Each(steps.Select((does, i) => $"{version + 1 + i}: {does}"), step => Assert.Contains(step, said, StringComparison.Ordinal));
        Assert.Contains("There is nothing to do.", text, StringComparison.Ordinal);
        if (engine == StorageOptions.Postgres) return;
        var copy = UpgradeCopies.FileOf(store.File, version);
        Assert.Equal(copy, json.Text("copy"));
        Assert.Contains(copy, said, StringComparison.Ordinal);
        Assert.True(File.Exists(copy));
    }

    private string Tables(string folder) => engine == StorageOptions.Postgres ? PostgresProcess.ContentsOf(folder) : "";

    [Fact]
    public void A_store_that_is_not_there_needs_nothing_and_a_newer_one_is_refused()
    {
        using var store = new TempStore(engine);
        var options = StoreSettings.Options(engine, store.Root);
        var current = UpgradePlan.Of(options);
        store.Reopen(new Storage.Upgrades.NextSchema());
        store.Release();

        var refusal = Assert.Throws<CannotStartException>(() => UpgradePlan.Of(options));
        var other = StoreSettings.Options(engine, Path.Combine(store.Root, "nothing"));
        var none = UpgradePlan.Of(other);

        Assert.Equal((newest, false), (current.From, current.IsNeeded));
        Assert.Contains($"version {newest + 2}, but this program knows versions up to {newest} only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0, false), (none.From, none.IsNeeded));
        Assert.Contains("no data yet", UpgradeText.Of(none), StringComparison.Ordinal);
        Assert.False(Directory.Exists(other.Path));
    }
}

public sealed class UpgradeCommandOnSqlite() : UpgradeCommandTests("sqlite");

public sealed class UpgradeCommandOnLiteDb() : UpgradeCommandTests("litedb");

public sealed class UpgradeCommandOnPostgres() : UpgradeCommandTests("postgres");

/// <summary>What the check says of stores that cannot be upgraded now, without a process.</summary>
public sealed class UpgradePlanTests
{
    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    public void The_check_works_beside_a_server(string engine)
    {
        var newest = ChatSchema.Migrations.NewestOf(engine);
        using var store = new TempStore(engine);
        // The folder stays claimed, and LiteDB's identity tells the version.
        var version = StoreOfVersion.LastBefore(newest, engine);
        new StoreOfVersion(engine, version).PutInto(store);
        var identity = new StoreIdentity(engine, Guid.CreateVersion7(), newest - 1);
        File.WriteAllText(new IdentityFile(store.Root, StoreSettings.Options(engine, store.Root)).FullName, identity.ToString());

        Assert.True(UpgradePlan.Of(StoreSettings.Options(engine, store.Root)).IsNeeded);
    }

    [Fact]
    public async Task A_copy_that_does_not_fit_is_said_before()
    {
        await using var disk = await SmallDisk.MountAsync();
        var folder = Directory.CreateDirectory(disk.Folder("store")).FullName;
        using (var store = new TempStore(StorageOptions.Sqlite))
        {
            new StoreOfVersion(StorageOptions.Sqlite, 12).PutInto(store);
            StoreFiles.Of(store.Root).WriteTo(folder);
        }

        var options = StoreSettings.Options(StorageOptions.Sqlite, folder);
        Assert.True(UpgradePlan.Of(options).HasRoom);
        disk.Fill();

        var plan = UpgradePlan.Of(options);

        Assert.Equal((true, false), (plan.IsNeeded, plan.HasRoom));
    }

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    [InlineData(StorageOptions.Postgres)]
    public void Every_step_has_a_sentence(string engine) =>
        Assert.Equal(ChatSchema.Migrations.NewestOf(engine), ChatSchema.Migrations.Describe(engine).Count);
}

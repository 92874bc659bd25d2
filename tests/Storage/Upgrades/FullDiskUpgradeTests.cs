using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage.Upgrades;

/// <summary>A real disk is full before an upgrade, or gets full while a step writes. Then today's program goes on.</summary>
public abstract class FullDiskUpgradeTests(string engine)
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public async Task An_upgrade_without_room_changes_nothing_and_is_made_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 64);
        var options = new StorageOptions { Engine = engine, Path = disk.Folder("store") };
        using var folder = new DataFolder(Options.Create(options));
        var user = Some.User(RandomNumberGenerator.GetHexString(4 * Megabyte));
        using (var store = Open(ChatSchema.Migrations)) Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user)), TestContext.Current.CancellationToken));

        disk.Fill(but: Megabyte);
        var early = Assert.Throws<CannotStartException>(() => Open(new NextSchema(size: Megabyte)));
        disk.Free();
        // Its second step needs more than the disk has.
        var late = Assert.Throws<CannotStartException>(() => Open(new NextSchema(size: 100 * Megabyte)));
        using (var store = Open(ChatSchema.Migrations)) Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id), TestContext.Current.CancellationToken));

        Assert.Contains("needs", early.Message, StringComparison.Ordinal);
        Assert.Contains("The disk is full.", late.Message, StringComparison.Ordinal);
        Assert.Each(new[] { early, late }, refusal => Assert.Contains("can be started again", refusal.Message, StringComparison.Ordinal));
        using (var store = Open(new NextSchema(size: Megabyte))) Assert.Equal("changed", (await store.ReadAsync(new FindUser(user.Id), TestContext.Current.CancellationToken))!.Name);

        IEngine Open(SchemaMigrations schema) => StorageRegistration.Open(options, folder, schema);
    }
}

public sealed class FullDiskUpgradeOnSqlite() : FullDiskUpgradeTests(StorageOptions.Sqlite);

public sealed class FullDiskUpgradeOnLiteDb() : FullDiskUpgradeTests(StorageOptions.LiteDb);

using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Copy;

/// <summary>The disk of a copy's target gets full, and the same copy is made when there is room.</summary>
public sealed class FullDiskCopyTests
{
    private const int Megabyte = 1 << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    public async Task A_copy_that_has_no_room_is_no_store_yet_and_begins_again(string engine)
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 64);
        using var source = new TempStore(StorageOptions.Sqlite);
        await LargeStore.FillAsync(source, conversations: 200);
        var options = new StorageOptions { Engine = engine, Path = disk.Folder("target") };
        using var folder = new DataFolder(Options.Create(options));
        using var target = new Store(StorageRegistration.Open(options, folder, ChatSchema.Migrations));
        var copy = new StoreCopy(source, target);

        disk.Fill(but: 2 * Megabyte);
        Assert.Equal(CopyStart.Began, await copy.BeginAsync(Ct));
        var refusal = await Assert.ThrowsAsync<CannotStartException>(() => copy.CopyAsync(_ => { }, Ct));
        Assert.Contains("The disk of the target is full.", refusal.Message, StringComparison.Ordinal);
        disk.Free();

        Assert.True(await target.ReadAsync(new IsUnfinishedCopy(), Ct));
        Assert.Equal(CopyStart.BeganAgain, await copy.BeginAsync(Ct));
        await copy.CopyAsync(_ => { }, Ct);
        Assert.Each(await copy.CompareAsync(_ => { }, Ct), table => Assert.Null(table.Difference));
        await copy.EndAsync(Ct);
    }
}

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

/// <summary>The file that keeps room on the disk, from one start to the next.</summary>
public sealed class ReserveTests
{
    private const int Size = 4 << 20;
    private static readonly IOException Full = new("The disk is full.");

    [Fact]
    public async Task It_gives_its_room_back_once_and_takes_it_again_when_there_is_twice_as_much()
    {
        await using var disk = await SmallDisk.MountAsync();
        using var folder = FolderOn(disk);
        var reserve = Open(folder);
        Assert.Equal(Size, new FileInfo(folder.PathOf(Reserve.FileName)).Length);

        disk.Fill();
        Assert.True(reserve.Release(Full));
        Assert.InRange(DiskRoom.FreeIn(folder.Root), Size, 2 * Size);
        Assert.False(reserve.Release(Full));
        Assert.False(reserve.TryFill());
        Assert.True(reserve.IsReleased);

        disk.Free();
        Assert.True(reserve.TryFill());
        Assert.False(reserve.IsReleased);
    }

    [Fact]
    public async Task A_restart_on_a_disk_that_is_still_full_knows_that_it_was_given_back()
    {
        await using var disk = await SmallDisk.MountAsync();
        using var folder = FolderOn(disk);
        var reserve = Open(folder);
        disk.Fill();
        reserve.Release(Full);

        Assert.True(Open(folder).IsReleased);

        disk.Free();
        Assert.False(Open(folder).IsReleased);
    }

    [Fact]
    public async Task A_disk_without_room_for_it_works_without_it_and_gets_it_later()
    {
        await using var disk = await SmallDisk.MountAsync();
        using var folder = FolderOn(disk);
        var clock = new FakeTimeProvider();
        disk.Fill();
        var reserve = Open(folder, clock: clock);
        Assert.False(reserve.IsReleased);
        Assert.False(reserve.Release(Full));

        disk.Free();
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(reserve.TryFill());
    }

    [Fact]
    public async Task A_size_of_0_removes_it()
    {
        await using var disk = await SmallDisk.MountAsync();
        using var folder = FolderOn(disk);
        Open(folder);

        var none = Open(folder, size: 0);

        Assert.False(File.Exists(folder.PathOf(Reserve.FileName)));
        Assert.False(none.TryFill());
        Assert.False(none.Release(Full));
        Assert.False(none.IsReleased);
    }

    private static DataFolder FolderOn(SmallDisk disk) => new(Options.Create(new StorageOptions { Path = disk.Folder("store") }));

    private static Reserve Open(DataFolder folder, long size = Size, TimeProvider? clock = null) =>
        new(folder, size, new FullDiskLog(logger: null, TimeProvider.System), clock ?? TimeProvider.System);
}

using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Erasure;

/// <summary>A store is written anew, and has what it had.</summary>
public abstract class CompactionTests(string engine) : IDisposable
{
    private const int Kills = 3;

    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Before => Path.Combine(root, "before");

    [Fact]
    public async Task The_new_file_is_shorter_and_has_the_rows_and_no_trace_of_deleted_ones()
    {
        using var store = new TempStore(engine);
        var marker = await FillAsync(store);
        store.Release();
        Keep(store.Root);

        var done = await RunAsync(store.Root);

        Assert.InRange(done.After, 1, done.Before / 2);
        Assert.Empty(Traces.In(store.Root, marker[8..]));
        await IsAsBeforeAsync(store.Root);
        var again = await RunAsync(store.Root);
        // LiteDB fills its pages a little differently each time.
        Assert.InRange(again.After, 1, done.After * 11 / 10);
    }

    [Fact]
    public async Task It_ends_a_removal_that_a_kill_interrupted()
    {
        using var store = new TempStore(engine);
        var talker = await Talker.JoinAsync(store);
        for (var i = 0; i < 4; i++) await talker.TalkAsync(store, 0, 500);
        await talker.HideAsync(store);
        store.Release();

        await RunAsync(store.Root);

        Assert.Empty(Traces.In(store.Root, talker.Marker));
    }

    [Fact]
    public async Task A_killed_one_leaves_the_old_file_or_the_new_one()
    {
        var random = Seeded.Random();
        using var store = new TempStore(engine);
        await FillAsync(store);
        store.Release();
        Keep(store.Root);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var watcher = new FileSystemWatcher(store.Root, $"{DataFolder.Unfinished}*");
            var begun = new TaskCompletionSource();
            watcher.Created += (_, _) => begun.TrySetResult();
            watcher.EnableRaisingEvents = true;
            await using var program = ServerProcess.Launch(["compact", "--Storage:Engine", engine, "--Storage:Path", store.Root]);
            await begun.Task.WaitAsync(Patience.Limit, Ct);
            // Nothing to wait for here: that the moment is any moment is the point.
            await Task.Delay(random.Next(1_000), Ct);
            await program.KillAsync();

            await IsAsBeforeAsync(store.Root);
        }

        await RunAsync(store.Root);
        Assert.Empty(Directory.GetDirectories(store.Root));
        await IsAsBeforeAsync(store.Root);
    }

    [Fact]
    public async Task A_disk_without_room_keeps_the_old_file()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 64);
        using var store = new TempStore(engine);
        await FillAsync(store);
        store.Release();
        Keep(store.Root);
        var folder = disk.Folder("store");
        Copy(store.Root, folder);
        var cushion = disk.Folder("cushion");
        await File.WriteAllBytesAsync(cushion, new byte[1 << 20], Ct);
        disk.Fill();
        File.Delete(cushion);

        var refused = await Assert.ThrowsAsync<CannotStartException>(() => RunAsync(folder));
        Assert.Matches("has [01] MB of room, and this needs [0-9]+ MB", refused.Message);
        // Another program can take the room after that.
        await Assert.ThrowsAsync<CannotStartException>(() => new FileCompaction(Options(folder), _ => long.MaxValue).RunAsync(Quiet, Ct));
        Assert.Empty(Directory.GetDirectories(folder));
        disk.Free();
        await IsAsBeforeAsync(folder);
        await RunAsync(folder);
        await IsAsBeforeAsync(folder);
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets two users talk, and the one who has written more leaves.</summary>
    private static async Task<string> FillAsync(TempStore store)
    {
        var (leaving, staying) = (await Talker.JoinAsync(store), await Talker.JoinAsync(store));
        for (var i = 0; i < 100; i++) await Task.WhenAll(leaving.TalkAsync(store, i % 3, 20_000), staying.TalkAsync(store, i, 500));
        await leaving.LeaveAsync(store);
        Assert.NotEmpty(Traces.In(store.Root, staying.Marker));
        return leaving.Marker;
    }

    private static Task Quiet(string title, long total, Func<Action<int>, Task> work) => work(_ => { });

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private StorageOptions Options(string folder) => new() { Engine = engine, Path = folder };

    private Task<Compacted> RunAsync(string folder) => new FileCompaction(Options(folder)).RunAsync(Quiet, Ct);

    private void Keep(string folder) => Copy(folder, Before);

    private async Task IsAsBeforeAsync(string folder)
    {
        using var wanted = OpenSide.Existing(CopySide.TryParse($"{engine}:{Before}")!);
        using var found = OpenSide.Existing(CopySide.TryParse($"{engine}:{folder}")!);
        var compared = await new StoreCopy(wanted.Store, found.Store).CompareAsync(_ => { }, Ct);
        Assert.Null(compared[^1].Difference);
        Assert.NotEqual(0, compared.Sum(table => table.Rows));
        Assert.Equal(wanted.Store.Engine.StoreId, found.Store.Engine.StoreId);
    }
}

public sealed class CompactionOnSqlite() : CompactionTests("sqlite");

public sealed class CompactionOnLiteDb() : CompactionTests("litedb");

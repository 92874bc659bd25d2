using Microsoft.Extensions.Time.Testing;
using Microsoft.Win32.SafeHandles;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Tests.Storage;

/// <summary>LiteDB closes itself when its disk fails, and is opened again when the disk works.</summary>
public sealed class LiteDbReopeningTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly FakeTimeProvider clock = new();
    private readonly LiteDbEngine engine;
    private volatile bool broken;
    private int syncsLeft = int.MaxValue;

    public LiteDbReopeningTests() => engine = new LiteDbEngine(File, LiteDbMigrations.Steps, Sync, clock);

    private string File => Path.Combine(folder, "samosachaat.litedb");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_goes_on_with_all_that_was_acknowledged_and_nothing_else(bool byRead)
    {
        var kept = await AddAsync();
        broken = true;
        var lost = await FailAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => FindAsync(kept));
        await FailAsync();
        broken = false;

        var later = byRead ? null : await AddAsync();

        Assert.Equal(kept, await FindAsync(kept));
        Assert.Null(await FindAsync(lost));
        if (later is not null) Assert.Equal(later, await FindAsync(later));
        Assert.Equal(["samosachaat-log.checksum", "samosachaat-log.litedb", "samosachaat.litedb"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task It_is_the_same_after_a_restart()
    {
        var kept = new List<User>();
        for (var i = 0; i < 5; i++)
        {
            kept.Add(await AddAsync());
            broken = true;
            await FailAsync();
            broken = false;
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        kept.Add(await AddAsync());
        engine.Dispose();

        Assert.Empty(LiteDbInspection.Faults(File));
        using var again = new LiteDbEngine(File, LiteDbMigrations.Steps);
        foreach (var user in kept) Assert.Equal(user, await again.ReadAsync(new FindUser(user.Id), CancellationToken.None));
    }

    [Fact]
    public async Task A_disk_that_takes_data_and_fails_at_each_commit_is_not_opened_for_every_request()
    {
        await AddAsync();
        broken = true;
        await FailAsync();
        // Enough to be opened again, and not enough for a commit.
        (broken, syncsLeft) = (false, 2);
        await FailAsync();
        syncsLeft = int.MaxValue;

        await FailAsync();
        clock.Advance(TimeSpan.FromSeconds(1));

        await AddAsync();
        // A commit ends the waiting.
        syncsLeft = 0;
        await FailAsync();
        syncsLeft = int.MaxValue;
        await AddAsync();
    }

    /// <summary>A full disk can cut the last page of the data file in two, and a backup or a copy can read the file in that moment.</summary>
    [Fact]
    public async Task A_part_of_a_page_at_the_end_is_cut_while_somebody_reads_the_file()
    {
        var kept = await AddAsync();
        engine.Dispose();
        await System.IO.File.AppendAllBytesAsync(File, new byte[100], TestContext.Current.CancellationToken);
        using var reader = System.IO.File.OpenHandle(File, share: FileShare.ReadWrite);

        using var again = new LiteDbEngine(File, LiteDbMigrations.Steps);

        Assert.Equal(kept, await again.ReadAsync(new FindUser(kept.Id), CancellationToken.None));
        Assert.Equal(0, RandomAccess.GetLength(reader) % CommitLog.PageSize);
    }

    public void Dispose()
    {
        engine.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Sync(SafeFileHandle file)
    {
        if (broken || Interlocked.Decrement(ref syncsLeft) < 0) throw new IOException("The disk is full.");
    }

    private async Task<User> AddAsync()
    {
        var user = Some.User();
        Assert.True(await engine.WriteAsync(new AddUser(user, Some.Session(user)), CancellationToken.None));
        return user;
    }

    private async Task<User> FailAsync()
    {
        var user = Some.User();
        await Assert.ThrowsAnyAsync<Exception>(async () => await engine.WriteAsync(new AddUser(user, Some.Session(user)), CancellationToken.None));
        return user;
    }

    private async Task<User?> FindAsync(User user) => await engine.ReadAsync(new FindUser(user.Id), CancellationToken.None);
}

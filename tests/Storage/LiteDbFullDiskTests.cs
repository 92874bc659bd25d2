using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Tests.Storage;

/// <summary>A real disk gets full wherever it happens: in a commit, or while LiteDB folds its log into the data file.</summary>
public sealed class LiteDbFullDiskTests
{
    // LiteDB's log has 8 MB before it is folded, and folding may need as much again.
    private const int Reserves = 2;
    private const int ReserveSize = 12 * 1024 * 1024;

    [Theory]
    [InlineData(3_000)]
    [InlineData(60_000)]
    [InlineData(900_000)]
    public async Task What_was_acknowledged_is_there_when_there_is_room_again(int size)
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 40);
        for (var i = 0; i < Reserves; i++) await File.WriteAllBytesAsync(disk.Folder($"reserve-{i}"), new byte[ReserveSize], TestContext.Current.CancellationToken);
        var file = disk.Folder("samosachaat.litedb");
        var kept = new List<User>();
        using (var engine = new LiteDbEngine(file, LiteDbMigrations.Steps))
        {
            for (var i = 0; i < Reserves; i++)
            {
                while (await AddAsync(engine, size) is { } user) kept.Add(user);
                File.Delete(disk.Folder($"reserve-{i}"));
                Assert.NotNull(await AddAsync(engine, size: 1));
            }

            foreach (var user in kept) Assert.Equal(user, await engine.ReadAsync(new FindUser(user.Id), CancellationToken.None));
        }

        Assert.NotEmpty(kept);
        Assert.Empty(LiteDbInspection.Faults(file));
    }

    /// <summary>The user that was added, or null if there was no room.</summary>
    private static async Task<User?> AddAsync(LiteDbEngine engine, int size)
    {
        var user = Some.User(new string('x', size));
        try
        {
            return await engine.WriteAsync(new AddUser(user, Some.Session(user)), CancellationToken.None) ? user : null;
        }
        catch (InsufficientStorageException)
        {
            return null;
        }
    }
}

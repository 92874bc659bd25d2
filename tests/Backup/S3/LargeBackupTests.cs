using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Backup.S3;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Backup.S3;

/// <summary>A backup that is sent in parts.</summary>
public sealed class LargeBackupTests : IDisposable
{
    private const int Size = (2 * (int)ObjectUpload.PartSize) + 12_345;

    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly DataFolder data;

    public LargeBackupTests() => data = new(Options.Create(new StorageOptions { Path = Path.Combine(root, "data") }));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_becomes_one_object_with_the_same_bytes()
    {
        await using var s3 = await S3Server.StartAsync();
        using var bucket = Open(s3.Url);
        var (file, bytes) = NewFile();

        var made = await bucket.AddAsync(file, Manifest(1), Ct);

        Assert.Equal(Size, made.Size);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(s3.FileOf($"chat/{made.Name}"), Ct));
        Assert.Equal([made.Name], await NamesAsync(bucket));
        Assert.Equal(0, s3.Uploads);
    }

    [Fact]
    public async Task A_line_that_breaks_within_a_part_leaves_nothing_after_the_next_backup()
    {
        await using var s3 = await S3Server.StartAsync();
        await using var line = new BreakingLine(s3.Url, stalls: false, ObjectUpload.PartSize + 1_000_000);
        using (var broken = Open(line.Address))
        {
            await Assert.ThrowsAsync<BackupFailedException>(() => broken.AddAsync(NewFile().File, Manifest(1), Ct));
        }

        // The first part is there, and perhaps some of the second.
        Assert.Equal((0, 1), (s3.Objects.Length, s3.Uploads));
        using var bucket = Open(s3.Url);
        Assert.Empty(await NamesAsync(bucket));

        await bucket.PrepareAsync(Ct);
        var made = await bucket.AddAsync(NewFile().File, Manifest(2), Ct);

        Assert.Equal([made.Name], await NamesAsync(bucket));
        Assert.Equal((2, 0), (s3.Objects.Length, s3.Uploads));
        Assert.Empty(Directory.GetFiles(Folder.Root));
    }

    [Fact]
    public async Task A_list_that_comes_in_pages_is_read_to_its_end()
    {
        await using var s3 = await S3Server.StartAsync();
        using var bucket = Open(s3.Url);
        var made = await bucket.AddAsync(NewFile().File, Manifest(1), Ct);
        // A page has a thousand names, and these come before.
        for (var i = 0; i < 1_001; i++) await File.WriteAllTextAsync(s3.FileOf($"chat/samosachaat-{Guid.Empty}-0 {i}"), "", Ct);

        Assert.Equal([made.Name], await NamesAsync(bucket));
    }

    [Theory]
    [InlineData(Size)]
    // Sent by one request: the library knows its MD5.
    [InlineData((int)ObjectUpload.PartSize)]
    public async Task A_download_that_breaks_goes_on_where_it_broke(int size)
    {
        await using var s3 = await S3Server.StartAsync();
        using var bucket = Open(s3.Url);
        var (file, bytes) = NewFile(size);
        var made = await bucket.AddAsync(file, Manifest(1), Ct);
        await using var line = new BreakingProxy(() => s3.Url, 3_000_000, 4_000_000);
        using var broken = new S3Bucket(S3Server.OptionsAt(line.Address), S3Server.Bucket);
        using var read = new MemoryStream();

        await ObjectDownload.RunAsync(broken, $"chat/{made.Name}", read, Ct);

        Assert.Equal(2, line.Broken);
        Assert.Equal(bytes, read.ToArray());
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private BackupFolder Folder => new(Options.Create(new BackupOptions { Folder = Path.Combine(root, "work") }), data);

    private BackupBucket Open(Uri url)
    {
        Directory.CreateDirectory(Folder.Root);
        return new(Options.Create(new BackupOptions { S3 = S3Server.OptionsAt(url) }), Folder);
    }

    private (string File, byte[] Bytes) NewFile(int size = Size)
    {
        var (file, bytes) = (Path.Combine(root, Path.GetRandomFileName()), RandomNumberGenerator.GetBytes(size));
        File.WriteAllBytes(file, bytes);
        return (file, bytes);
    }

    private static BackupManifest Manifest(int day) => new(
        BackupManifest.NewestVersion, StorageOptions.Sqlite, Guid.Empty, 1, new DateTime(2026, 3, day, 0, 0, 0, DateTimeKind.Utc), 1, new Dictionary<string, string>());

    private static async Task<string[]> NamesAsync(BackupBucket bucket) => await bucket.ListAsync(Guid.Empty, Ct).Select(backup => backup.Name).ToArrayAsync(Ct);
}

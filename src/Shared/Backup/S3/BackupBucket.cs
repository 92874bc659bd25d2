using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Says that an object is a good backup. It is an object beside it, which is written last.</summary>
/// <param name="Size">The size of the backup in bytes.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
internal sealed record BucketEntry(long Size, string Sha256, BackupManifest Manifest)
{
    /// <summary>The key of a backup's entry.</summary>
    public static string KeyOf(string backup) => $"{backup}.json";
}

/// <summary>Keeps backups in a bucket. A backup counts when its entry is beside it, and not before.</summary>
internal sealed partial class BackupBucket(IOptions<BackupOptions> options, BackupFolder folder) : IBackupTarget, IDisposable
{
    // Made when it is needed, so that a server without a bucket does not load the library.
    private readonly Lazy<S3Bucket> opened = new(
        () => new(options.Value.S3, options.Value.S3.Bucket!), LazyThreadSafetyMode.PublicationOnly);

    private S3Bucket Bucket => opened.Value;

    public string AddressOf(string name) => $"{new S3Address(options.Value.S3.Bucket!, KeyOf(name))}";

    public async IAsyncEnumerable<StoredBackup> ListAsync(Guid storeId, [EnumeratorCancellation] CancellationToken ct)
    {
        var sizes = await Bucket.ListAsync(KeyOf(BackupName.BeginningOf(storeId)), ct);
        foreach (var key in sizes.Keys.Where(key => NameForm().IsMatch(key)).OrderDescending(StringComparer.Ordinal))
        {
            if (!sizes.ContainsKey(BucketEntry.KeyOf(key)) || await ReadEntryAsync(key, ct) is not { } entry) continue;
            if (entry.Size == sizes[key] && entry.Manifest.StoreId == storeId) yield return new(key[KeyOf("").Length..], entry.Size, entry.Manifest);
        }
    }

    public async Task PrepareAsync(CancellationToken ct)
    {
        // A bucket that cannot be used is known before the store is copied.
        await Bucket.CheckAsync(KeyOf(BackupName.Prefix), ct);
        foreach (var left in UploadNote.LeftIn(folder.Root))
        {
            if (await UploadEnding.RunAsync(Bucket, left, ct) == UploadEnd.Unknown) return;
        }
    }

    public async Task<StoredBackup> AddAsync(string file, BackupManifest manifest, CancellationToken ct)
    {
        var name = BackupName.Of(manifest.StoreId, manifest.CreatedAt);
        var key = KeyOf(name);
        using var note = UploadNote.Begin(folder.Root, new(Bucket.Name, key, UploadId: null));
        try
        {
            var entry = new BucketEntry(new FileInfo(file).Length, await HashAsync(file, ct), manifest);
            await ObjectUpload.RunAsync(Bucket, key, file, id => note.Write(note.Text with { UploadId = id }), ct);
            if (!await IsWholeAsync(key, entry, ct))
            {
                throw new BackupFailedException($"'{AddressOf(name)}' does not have what was uploaded. It does not count.");
            }

            using var text = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(entry, BackupJson.Default.BucketEntry));
            await ObjectUpload.PutAsync(Bucket, BucketEntry.KeyOf(key), text, ct);
            note.Remove();
            return new(name, entry.Size, manifest);
        }
        catch when (!ct.IsCancellationRequested)
        {
            // If the answer to the last request was lost, the backup counts all the same.
            if (await UploadEnding.RunAsync(Bucket, note, ct) == UploadEnd.Complete) return new(name, new FileInfo(file).Length, manifest);
            throw;
        }
    }

    public async Task RemoveAsync(StoredBackup backup, CancellationToken ct)
    {
        var key = KeyOf(backup.Name);
        using var note = UploadNote.Begin(folder.Root, new(Bucket.Name, key, UploadId: null));
        // First what makes it count.
        await Bucket.DeleteAsync(BucketEntry.KeyOf(key), ct);
        await Bucket.DeleteAsync(key, ct);
        note.Remove();
    }

    public void Dispose()
    {
        if (opened.IsValueCreated) Bucket.Dispose();
    }

    private string KeyOf(string name) => options.Value.S3.KeyPrefix + name;

    /// <returns>Null if there is none, or none that this program can read.</returns>
    private async Task<BucketEntry?> ReadEntryAsync(string key, CancellationToken ct)
    {
        using var text = new MemoryStream();
        try
        {
            await ObjectDownload.RunAsync(Bucket, BucketEntry.KeyOf(key), text, ct);
            var entry = JsonSerializer.Deserialize(text.ToArray(), BackupJson.Default.BucketEntry);
            return entry?.Manifest?.Version == BackupManifest.NewestVersion ? entry : null;
        }
        catch (Exception e) when (e is JsonException || (e is BackupFailedException fault && BucketFault.IsMissing(fault)))
        {
            // It has just been removed, or somebody else wrote it.
            return null;
        }
    }

    /// <summary>Compares what the bucket has with what was uploaded.</summary>
    private async Task<bool> IsWholeAsync(string key, BucketEntry entry, CancellationToken ct)
    {
        if (await Bucket.FindSizeAsync(key, ct) != entry.Size) return false;
        if (!options.Value.S3.ReadBack) return true;
        using var hash = SHA256.Create();
        await using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            await ObjectDownload.RunAsync(Bucket, key, stream, ct);
        }

        return Convert.ToHexStringLower(hash.Hash!) == entry.Sha256;
    }

    private static async Task<string> HashAsync(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }

    [GeneratedRegex($@"{BackupName.Prefix}[0-9a-f-]{{36}}-{BackupName.TimeForm}\{BackupName.Suffix}\z")]
    private static partial Regex NameForm();
}

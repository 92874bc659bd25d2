using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>
/// Makes backups of the store while it is used. A backup is checked as a whole before it gets its name. Only one is made at a time. Any
/// thread can call every member.
/// </summary>
internal sealed class StoreBackup(
    Store store,
    DataFolder data,
    BackupFolder folder,
    LastBackup last,
    IOptions<StorageOptions> options,
    TimeProvider clock)
{
    private int running;

    /// <summary>Says what to use instead. Null if this engine has backups.</summary>
    public string? Refusal => options.Value.IsFile
        ? null
        : "The store is a PostgreSQL database. Back it up with pg_dump. 'samosachaat export' writes what one user has.";

    /// <summary>Makes a backup with everything that is acknowledged now.</summary>
    /// <returns>Null if another one is being made.</returns>
    /// <exception cref="BackupFailedException">There is no new backup. Earlier ones stay.</exception>
    public async Task<StoredBackup?> RunAsync()
    {
        if (store.Engine is not SingleWriterEngine engine) throw new BackupFailedException(Refusal!);
        if (Interlocked.Exchange(ref running, 1) == 1) return null;
        try
        {
            var made = await LowPriority.RunAsync(() => Make(engine), CancellationToken.None);
            last.Made(made.Manifest.CreatedAt);
            return made;
        }
        catch (Exception e) when (e is not BackupFailedException)
        {
            // The exception can have any type, because LiteDB can meet a damaged page anywhere.
            throw new BackupFailedException($"The backup could not be written to '{folder.Root}'. {e.Message}", e, e.ComesFromFullDisk());
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private StoredBackup Make(SingleWriterEngine engine)
    {
        var createdAt = clock.Now();
        var work = folder.BeginUnfinished();
        try
        {
            // 1. Copy the store, its identity and the keys.
            engine.CopyTo(work.PathOf(options.Value.FileName));
            CopyFromData(new IdentityFile(data.Root, options.Value).FullName, work);
            var keys = Directory.EnumerateFiles(data.Root, $"{DataFolder.SigningKey}*").Where(CheckedStore.IsKept);
            foreach (var key in keys) CopyFromData(key, work);

            // 2. Open the copy, check all of it, and count its rows.
            var (rows, known) = CheckedStore.Check(work, options.Value);

            // 3. Pack it, read what was packed, and only then give it a name that counts.
            var half = work.PathOf("backup.zip");
            var manifest = BackupArchive.Write(
                half,
                [.. Directory.EnumerateFiles(work.Root).Where(CheckedStore.IsKept)],
                files => new(BackupManifest.NewestVersion, known.Engine, known.Id, known.Schema, createdAt, rows, files));
            BackupArchive.Extract(half, folder: null);
            var file = folder.FileOf(createdAt);
            File.Move(half, file);
            folder.Prune(known.Id);
            return new(Path.GetFileName(file), new FileInfo(file).Length, manifest);
        }
        finally
        {
            WorkFolder.End(work);
        }
    }

    private static void CopyFromData(string file, DataFolder work) => File.Copy(file, work.PathOf(Path.GetFileName(file)));
}

using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>
/// Makes backups of the store while it is used. A backup is checked as a whole before it gets its name. Only one is made at a time. Any
/// thread can call every member.
/// </summary>
internal sealed partial class StoreBackup(
    Store store,
    DataFolder data,
    BackupFolder folder,
    IBackupTarget target,
    LastBackup last,
    IOptions<StorageOptions> storage,
    IOptions<BackupOptions> options,
    TimeProvider clock,
    ILogger<StoreBackup> logger)
{
    private int running;

    /// <summary>Says what to use instead. Null if this engine has backups.</summary>
    public string? Refusal => storage.Value.IsFile
        ? null
        : "The store is a PostgreSQL database. Back it up with pg_dump. 'samosachaat export' writes what one user has.";

    /// <summary>Lists the backups of the store, the newest first.</summary>
    /// <exception cref="BackupFailedException">They cannot be read.</exception>
    public IAsyncEnumerable<StoredBackup> ListAsync(CancellationToken ct) =>
        Refusal is null ? target.ListAsync(store.Engine.StoreId, ct) : AsyncEnumerable.Empty<StoredBackup>();

    /// <summary>Makes a backup with everything that is acknowledged now.</summary>
    /// <returns>Null if another one is being made.</returns>
    /// <exception cref="BackupFailedException">There is no new backup. Earlier ones stay.</exception>
    public async Task<StoredBackup?> RunAsync(CancellationToken ct)
    {
        if (store.Engine is not SingleWriterEngine engine) throw new BackupFailedException(Refusal!);
        if (Interlocked.Exchange(ref running, 1) == 1) return null;
        try
        {
            var made = await MakeAsync(engine, ct);
            last.Made(made.Manifest.CreatedAt);
            await PruneAsync(ct);
            return made;
        }
        catch (Exception e) when (e is not BackupFailedException && !ct.IsCancellationRequested)
        {
            // The exception can have any type, because LiteDB can meet a damaged page anywhere.
            throw new BackupFailedException($"The backup could not be written to '{folder.Root}'. {e.Message}", e, e.ComesFromFullDisk());
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async Task<StoredBackup> MakeAsync(SingleWriterEngine engine, CancellationToken ct)
    {
        var work = folder.BeginUnfinished();
        try
        {
            await target.PrepareAsync(ct);
            var file = work.PathOf("backup.zip");
            var manifest = await LowPriority.RunAsync(() => Pack(engine, work, file), ct);
            // 4. Only now it gets a name that counts.
            return await target.AddAsync(file, manifest, ct);
        }
        finally
        {
            WorkFolder.End(work);
        }
    }

    private BackupManifest Pack(SingleWriterEngine engine, DataFolder work, string file)
    {
        // 1. Copy the store, its identity and the keys.
        var createdAt = clock.Now();
        engine.CopyTo(work.PathOf(storage.Value.FileName));
        CopyFromData(new IdentityFile(data.Root, storage.Value).FullName, work);
        var keys = Directory.EnumerateFiles(data.Root, $"{DataFolder.SigningKey}*").Where(CheckedStore.IsKept);
        foreach (var key in keys) CopyFromData(key, work);

        // 2. Open the copy, check all of it, and count its rows.
        var (rows, known) = CheckedStore.Check(work, storage.Value);

        // 3. Pack it, and read what was packed.
        var manifest = BackupArchive.Write(
            file,
            [.. Directory.EnumerateFiles(work.Root).Where(CheckedStore.IsKept)],
            files => new(BackupManifest.NewestVersion, known.Engine, known.Id, known.Schema, createdAt, rows, files));
        BackupArchive.Extract(file, folder: null);
        return manifest;
    }

    /// <summary>Removes all but the newest backups. The new one is good in any case: a key to a bucket may have no right to remove.</summary>
    private async Task PruneAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var old in ListAsync(ct).Skip(options.Value.Keep))
            {
                await target.RemoveAsync(old, ct);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogNotRemoved(logger, e);
        }
    }

    private static void CopyFromData(string file, DataFolder work) => File.Copy(file, work.PathOf(Path.GetFileName(file)));

    [LoggerMessage(EventIds.BackupsNotRemoved, LogLevel.Warning, "A backup is complete, and older ones could not be removed")]
    private static partial void LogNotRemoved(ILogger logger, Exception error);
}

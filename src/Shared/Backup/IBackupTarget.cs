namespace SamosaChaat.Shared.Backup;

/// <summary>A good backup in a target.</summary>
internal sealed record StoredBackup(string Name, long Size, BackupManifest Manifest);

/// <summary>
/// Is where backups are: a folder or a bucket. What is not complete never counts, and what other stores or programs keep there stays. Any
/// thread can call every member.
/// </summary>
internal interface IBackupTarget
{
    /// <summary>Returns the full name of a backup, by which a restore finds it.</summary>
    string AddressOf(string name);

    /// <summary>Lists the backups of a store, the newest first. A backup that is not whole is left out.</summary>
    /// <exception cref="BackupFailedException">The target cannot be read.</exception>
    IAsyncEnumerable<StoredBackup> ListAsync(Guid storeId, CancellationToken ct);

    /// <summary>Gets ready for a backup before it is made, and removes what an earlier process has left.</summary>
    /// <exception cref="BackupFailedException">The target cannot be used.</exception>
    Task PrepareAsync(CancellationToken ct);

    /// <summary>Adds a backup as a whole, or nothing that counts. The target may move the file.</summary>
    /// <param name="file">A file of a folder that <see cref="BackupFolder.BeginUnfinished"/> has made.</param>
    /// <exception cref="BackupFailedException">There is no new backup. Earlier ones stay.</exception>
    Task<StoredBackup> AddAsync(string file, BackupManifest manifest, CancellationToken ct);

    /// <exception cref="BackupFailedException">The backup may still be there.</exception>
    Task RemoveAsync(StoredBackup backup, CancellationToken ct);
}

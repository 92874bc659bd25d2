using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>Keeps backups in a folder, and has the room in which they are made. Files of other stores in the folder do not count.</summary>
internal sealed class BackupFolder(IOptions<BackupOptions> options, DataFolder data) : IBackupTarget
{
    public string Root { get; } = Path.GetFullPath(options.Value.Folder ?? data.PathOf("samosachaat.backups"));

    /// <summary>Makes a folder for what is not complete, and removes those that a killed process has left.</summary>
    /// <returns>The folder, which belongs to this process. The caller ends it.</returns>
    public DataFolder BeginUnfinished()
    {
        CreatePrivate(Root);
        return WorkFolder.Begin(Root);
    }

    /// <summary>The folder of unfinished backups is in this one, so making it is all.</summary>
    public Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    public string AddressOf(string name) => Path.Combine(Root, name);

    public IAsyncEnumerable<StoredBackup> ListAsync(Guid storeId, CancellationToken ct) =>
        Find().Where(backup => backup.Manifest.StoreId == storeId).OrderByDescending(backup => backup.Manifest.CreatedAt).ToAsyncEnumerable();

    public Task<StoredBackup> AddAsync(string file, BackupManifest manifest, CancellationToken ct)
    {
        var name = BackupName.Of(manifest.CreatedAt);
        File.Move(file, AddressOf(name));
        return Task.FromResult(new StoredBackup(name, new FileInfo(AddressOf(name)).Length, manifest));
    }

    public Task RemoveAsync(StoredBackup backup, CancellationToken ct)
    {
        try
        {
            File.Delete(AddressOf(backup.Name));
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException($"'{AddressOf(backup.Name)}' cannot be removed. {e.Message}", e);
        }
    }

    private IEnumerable<StoredBackup> Find()
    {
        foreach (var file in Files())
        {
            StoredBackup found;
            try
            {
                found = new(Path.GetFileName(file), new FileInfo(file).Length, BackupArchive.Read(file));
            }
            catch (Exception e) when (e is BackupFailedException or IOException or UnauthorizedAccessException)
            {
                // It is damaged, or has just been removed. It must not count as a good one.
                continue;
            }

            yield return found;
        }
    }

    private string[] Files()
    {
        try
        {
            return Directory.Exists(Root) ? Directory.GetFiles(Root, $"{BackupName.Prefix}*{BackupName.Suffix}") : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException($"The backups in '{Root}' cannot be read. {e.Message}", e);
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, PrivateFiles.OwnerOnly | UnixFileMode.UserExecute);
    }
}

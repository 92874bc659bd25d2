using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Backup;

/// <summary>
/// Puts a backup in the place of a store that no server uses. It checks the whole backup first, and keeps what was there. A kill at any
/// moment leaves the old store, the new one, or a folder that no server starts on.
/// </summary>
/// <param name="data">The data folder, which this process has claimed.</param>
internal sealed class StoreRestore(DataFolder data, StorageOptions options, TimeProvider clock)
{
    /// <param name="path">The file, or the address of what is downloaded.</param>
    /// <param name="download">Writes the backup to a new file. Null if the path is a file.</param>
    /// <returns>The manifest, and the folder with what was there. Null if nothing was there.</returns>
    /// <exception cref="BackupFailedException">The backup cannot be used. Nothing was changed.</exception>
    public (BackupManifest Manifest, string? Before) Run(string path, Action<string>? download = null)
    {
        var work = WorkFolder.Begin(data.Root);
        try
        {
            var manifest = Extract(path, work, download);
            if (manifest.Engine != options.Engine)
            {
                throw new BackupFailedException(
                    $"'{path}' is a backup of {manifest.Engine}, and Storage:Engine is {options.Engine}. "
                    + $"Restore it with --Storage:Engine {manifest.Engine}.");
            }

            if (manifest.Files.Keys.FirstOrDefault(name => !CheckedStore.IsKept(name)) is { } foreign)
            {
                throw new BackupFailedException($"'{path}' has '{foreign}', which belongs to no store.");
            }

            var (rows, identity) = CheckedStore.Check(work, options);
            if (identity.Id != manifest.StoreId || (identity.Schema == manifest.Schema && rows != manifest.Rows))
            {
                throw new BackupFailedException($"'{path}' does not have what its manifest says. Nothing was changed.");
            }

            return (manifest, Replace(work.Root, manifest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException($"'{path}' could not be restored. {e.Message}", e, e.ComesFromFullDisk());
        }
        finally
        {
            WorkFolder.End(work);
        }
    }

    private static BackupManifest Extract(string path, DataFolder work, Action<string>? download)
    {
        if (download is null) return BackupArchive.Extract(path, work.Root);
        var copy = work.PathOf("backup.zip");
        download(copy);
        var manifest = BackupArchive.Extract(copy, work.Root, shown: path);
        // The disk needs no room for both from here on.
        File.Delete(copy);
        return manifest;
    }

    private string? Replace(string work, BackupManifest manifest)
    {
        var before = Directory.CreateDirectory(data.PathOf($"samosachaat.before-{BackupName.Text(clock.Now())}")).FullName;
        var identity = new IdentityFile(data.Root, options).FullName;
        // 1. From here on the identity has no store, and no server starts.
        foreach (var file in FilesOfStore().Where(File.Exists)) File.Move(file, Path.Combine(before, Path.GetFileName(file)));
        var replaced = manifest.Files.Keys.Select(data.PathOf).Where(File.Exists);
        foreach (var file in replaced) File.Copy(file, Path.Combine(before, Path.GetFileName(file)));

        // 2. The keys and the store come first, and the identity, which makes it valid, at the end.
        foreach (var name in manifest.Files.Keys.OrderBy(name => data.PathOf(name) == identity))
        {
            File.Move(Path.Combine(work, name), data.PathOf(name), overwrite: true);
        }

        if (Directory.EnumerateFileSystemEntries(before).Any()) return before;
        Directory.Delete(before);
        return null;
    }

    private IEnumerable<string> FilesOfStore()
    {
        var file = data.PathOf(options.FileName);
        return options.Engine == StorageOptions.LiteDb
            ? [file, CommitLog.FileOf(file), LogChecksum.FileOf(CommitLog.FileOf(file))]
            : [file, $"{file}-wal", $"{file}-shm"];
    }
}

using System.Globalization;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>A backup in the folder.</summary>
internal sealed record StoredBackup(string Name, long Size, BackupManifest Manifest);

/// <summary>Names, lists and removes the backups of a store. Files of other stores in the folder do not count.</summary>
internal sealed class BackupFolder(IOptions<BackupOptions> options, DataFolder data)
{
    private const string Prefix = "samosachaat-";
    private const string Suffix = ".zip";

    public string Root { get; } = Path.GetFullPath(options.Value.Folder ?? data.PathOf("samosachaat.backups"));

    /// <summary>Returns the name of a backup of this time. Names sort by their times.</summary>
    public string FileOf(DateTime time) =>
        Path.Combine(Root, $"{Prefix}{time.ToString("yyyyMMdd'T'HHmmss'.'ffffff'Z'", CultureInfo.InvariantCulture)}{Suffix}");

    /// <summary>Makes a folder for what is not complete, and removes those that a killed process has left.</summary>
    /// <returns>The folder, which belongs to this process. The caller ends it.</returns>
    public DataFolder BeginUnfinished()
    {
        CreatePrivate(Root);
        return WorkFolder.Begin(Root);
    }

    /// <summary>Returns the backups, the newest first. A file that is no whole backup is left out.</summary>
    public IReadOnlyList<StoredBackup> List()
    {
        if (!Directory.Exists(Root)) return [];
        var found = new List<StoredBackup>();
        foreach (var file in Directory.EnumerateFiles(Root, $"{Prefix}*{Suffix}").OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                found.Add(new(Path.GetFileName(file), new FileInfo(file).Length, BackupArchive.Read(file)));
            }
            catch (Exception e) when (e is BackupFailedException or IOException or UnauthorizedAccessException)
            {
                // It is damaged, or has just been removed. It must not count as a good one.
            }
        }

        return found;
    }

    /// <summary>Removes all but the newest backups of a store.</summary>
    public void Prune(Guid storeId)
    {
        foreach (var old in List().Where(backup => backup.Manifest.StoreId == storeId).Skip(options.Value.Keep))
        {
            File.Delete(Path.Combine(Root, old.Name));
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, PrivateFiles.OwnerOnly | UnixFileMode.UserExecute);
    }
}

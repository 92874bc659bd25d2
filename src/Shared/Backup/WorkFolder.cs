using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>Makes folders for what is not complete. Another name would look like the store, or like a good backup.</summary>
internal static class WorkFolder
{
    /// <summary>Makes a folder that belongs to this process, and removes those that a killed process has left.</summary>
    /// <param name="root">The folder that it is made in.</param>
    public static DataFolder Begin(string root)
    {
        RemoveLeft(root);
        var folder = Path.Combine(root, $"{DataFolder.Unfinished}{Guid.NewGuid():N}");
        return new(Options.Create(new StorageOptions { Path = folder }));
    }

    /// <summary>Removes the folders that a killed process has left.</summary>
    /// <returns>Why one of them could not be removed: it may belong to another user. Null if none is left.</returns>
    public static Exception? RemoveLeft(string root)
    {
        Exception? fault = null;
        foreach (var left in Directory.EnumerateDirectories(root, $"{DataFolder.Unfinished}*"))
        {
            try
            {
                // A server and a command can make backups at the same time.
                if (!DataFolder.IsInUse(left)) Directory.Delete(left, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                fault = e;
            }
        }

        return fault;
    }

    /// <summary>Removes the folder with all that is in it.</summary>
    public static void End(DataFolder work)
    {
        work.Dispose();
        Directory.Delete(work.Root, recursive: true);
    }
}

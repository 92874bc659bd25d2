using System.Net;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Backup;

/// <summary>What the tests of all targets do with backups.</summary>
internal static class Backups
{
    /// <summary>Makes a backup by the API, and returns its name.</summary>
    public static async Task<string> BackUpAsync(this TestUser admin)
    {
        using var response = await admin.Http.PostAsync("/admin/backups", body: null);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.JsonAsync()).Text("name");
    }

    public static async Task<string[]> ListBackupsAsync(this TestUser admin) =>
        [.. (await admin.GetAsync("/admin/backups")).EnumerateArray().Select(backup => backup.Text("name"))];

    /// <summary>Puts a backup in the place of the store in a folder, and returns the folder with what was there.</summary>
    public static string? Restore(string engine, string folder, string path, Action<string>? download = null)
    {
        var options = new StorageOptions { Engine = engine, Path = folder };
        using var data = new DataFolder(Options.Create(options));
        return new StoreRestore(data, options, TimeProvider.System).Run(path, download).Before;
    }

    /// <summary>What the files of a store have, to see that nothing was changed.</summary>
    public static Dictionary<string, byte[]> FilesIn(string folder) => Directory.GetFiles(folder)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
}

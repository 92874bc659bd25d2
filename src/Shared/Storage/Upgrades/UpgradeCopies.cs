using System.Globalization;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Storage.Upgrades;

/// <summary>Names and removes the copies of a store's file that upgrades keep, for the way back to the program of before.</summary>
internal static class UpgradeCopies
{
    /// <summary>An operator who has not gone back by then does not, and a copy also has what users have deleted since.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const string Suffix = ".bak";

    /// <summary>Returns the file with the data of a version. A file with this name is whole and on the disk.</summary>
    public static string FileOf(string store, int version) => $"{store}.v{version.ToString(CultureInfo.InvariantCulture)}{Suffix}";

    /// <summary>Returns the bytes that a copy of the store needs.</summary>
    public static long Need(string store, string engine) => LengthOf(store)
        + LengthOf(engine == StorageOptions.LiteDb ? CommitLog.FileOf(store) : SqliteDamage.LogOf(store));

    /// <summary>Refuses an upgrade whose copy does not fit, before anything is changed.</summary>
    /// <exception cref="CannotStartException">The disk has less room.</exception>
    public static void Demand(string store, string engine, int from, int to)
    {
        var need = Need(store, engine);
        var free = DiskRoom.FreeIn(Path.GetDirectoryName(store)!);
        if (free >= need) return;
        throw UpgradeFailure.Of(
            from,
            to,
            string.Create(CultureInfo.InvariantCulture, $"The copy that it begins with needs {need} bytes, and the disk has {free}."));
    }

    /// <summary>Gives a complete copy its name.</summary>
    public static void Keep(string complete, string copy)
    {
        using (var file = File.OpenHandle(complete, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        File.Move(complete, copy, overwrite: true);
    }

    /// <summary>Removes the copies of a store that are older than <see cref="KeptFor"/>. Returns their names.</summary>
    public static IReadOnlyList<string> RemoveOld(string store, DateTime now)
    {
        var removed = new List<string>();
        foreach (var copy in Directory.EnumerateFiles(Path.GetDirectoryName(store)!, $"{Path.GetFileName(store)}.v*{Suffix}"))
        {
            if (now - File.GetLastWriteTimeUtc(copy) <= KeptFor) continue;
            File.Delete(copy);
            removed.Add(copy);
        }

        return removed;
    }

    private static long LengthOf(string file) => new FileInfo(file) is { Exists: true, Length: var length } ? length : 0;
}

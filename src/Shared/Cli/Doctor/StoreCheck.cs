using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>Whether the store is whole. It is only read; SQLite's while a server runs on it, too.</summary>
internal static class StoreCheck
{
    private const string Check = "store";

    /// <param name="quick">Leaves out what takes longest: SQLite's comparison of tables with indexes.</param>
    public static IEnumerable<Finding> Run(StorageOptions options, bool quick)
    {
        var root = Path.GetFullPath(options.Path);
        var file = Path.Combine(root, options.FileName);
        if (!File.Exists(file)) return [Finding.Note(Check, $"There is no {options.Engine} store in {root} yet")];
        if (options.Engine == StorageOptions.Sqlite) return Say(file, SqliteInspection.Faults(file, ChatSchema.Migrations.Sqlite.Count, quick), "samosachaat.db with its -wal and -shm");
        if (DataFolder.IsInUse(root))
        {
            return [Finding.Note(Check, $"{file} was not looked at: a server runs on it, and LiteDB lets in one process at a time", "GET /health says whether the store answers. To have all of it read, stop the server first, or look at a copy.")];
        }

        return Say(file, LiteDbInspection.Faults(file), "samosachaat.litedb and samosachaat-log.litedb");
    }

    private static Finding[] Say(string file, IReadOnlyList<string> faults, string files) => faults.Count == 0
        ? [Finding.Ok(Check, $"{file} is whole")]
        : [.. faults.Select(fault => Finding.Wrong(Check, $"{file}: {fault}", $"Stop the server, keep a copy of {files}, and put back a backup; docs/operations.md says what can be saved without one."))];
}

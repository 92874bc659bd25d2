using System.Data.Common;
using System.Net.Sockets;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>Checks the integrity of the store without changing it. With SQLite, a server may use the store meanwhile.</summary>
internal static class StoreCheck
{
    private const string Check = "store";

    /// <param name="quick">True skips the slowest part: SQLite's comparison of tables with indexes.</param>
    public static IEnumerable<Finding> Run(StorageOptions options, bool quick)
    {
        if (!options.IsFile) return Connect(options);

        var root = Path.GetFullPath(options.Path);
        var file = Path.Combine(root, options.FileName);
        if (!File.Exists(file)) return [Finding.Note(Check, $"{root} has no {options.Engine} store yet")];
        if (options.Engine == StorageOptions.Sqlite)
        {
            return Say(
                file, SqliteInspection.Faults(file, ChatSchema.Migrations.Sqlite.Count, quick), "samosachaat.db with its -wal and -shm");
        }

        if (DataFolder.IsInUse(root))
        {
            return [Finding.Note(
                Check,
                $"{file} was not checked: a server is using it, and LiteDB allows one process at a time",
                "GET /health shows whether the store answers. To check the whole store, stop the server first or check a copy.")];
        }

        return Say(file, LiteDbInspection.Faults(file), "samosachaat.litedb and samosachaat-log.litedb");
    }

    private static Finding[] Connect(StorageOptions options)
    {
        using var connections = new PostgresConnections(StorageOptionsValidator.Read(options));
        try
        {
            return [Finding.Ok(Check, PostgresInspection.Describe(connections, ChatSchema.Migrations.Postgres.Migrations.Count))];
        }
        catch (Exception e) when (e is DbException or SocketException or CannotStartException)
        {
            return [Finding.Wrong(
                Check,
                $"the database '{connections.Server}' cannot be used: {e.Message}",
                "Compare Storage:ConnectionString with psql, and check that the server runs and lets this address in.")];
        }
    }

    private static Finding[] Say(string file, IReadOnlyList<string> faults, string files) => faults.Count == 0
        ? [Finding.Ok(Check, $"{file} is intact")]
        : [.. faults.Select(fault => Finding.Wrong(
            Check,
            $"{file}: {fault}",
            $"Stop the server, copy {files}, and restore a backup. docs/operations.md describes what can be recovered without a backup."))];
}

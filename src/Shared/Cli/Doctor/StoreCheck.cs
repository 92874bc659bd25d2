using System.Data.Common;
using System.Net.Sockets;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>
/// Checks the integrity of the store. It writes to no file of the store and removes none. With SQLite, a server may use the store
/// meanwhile.
/// </summary>
internal static class StoreCheck
{
    private const string Check = "store";

    /// <param name="quick">True skips the slowest part: SQLite's comparison of tables with indexes.</param>
    public static IEnumerable<Finding> Run(StorageOptions options, bool quick)
    {
        var root = Path.GetFullPath(options.Path);
        var identity = new IdentityFile(root, options);
        var known = identity.TryRead(out var damage);
        if (damage is not null) return [Wrong(damage)];
        if (!options.IsFile) return Connect(options, identity, known);

        var inUse = DataFolder.IsInUse(root);
        var file = Path.Combine(root, options.FileName);
        if (!inUse && StoreDamage.Find(root, options, identity, known) is { } found) return [Wrong(found)];
        if (StoreDamage.Lost(file) is { } lost)
        {
            return inUse
                ? [Finding.Wrong(
                    Check, $"{file} is {lost}, and a server is using it", "Stop the server, copy the folder, and restore a backup.")]
                : [Finding.Note(Check, $"{root} has no {options.Engine} store yet")];
        }

        if (options.Engine == StorageOptions.Sqlite)
        {
            return Say(
                file,
                SqliteInspection.Faults(file, ChatSchema.Migrations.Sqlite.Count, quick, known?.Id, inUse),
                "samosachaat.db with its -wal and -shm");
        }

        if (inUse)
        {
            return [Finding.Note(
                Check,
                $"{file} was not checked: a server is using it, and LiteDB allows one process at a time",
                "GET /health shows whether the store answers. To check the whole store, stop the server first or check a copy.")];
        }

        return Say(file, LiteDbInspection.Faults(file, known?.Id), "all files that begin with samosachaat");
    }

    private static Finding[] Connect(StorageOptions options, IdentityFile identity, StoreIdentity? known)
    {
        using var connections = new PostgresConnections(StorageOptionsValidator.Read(options));
        try
        {
            var newest = ChatSchema.Migrations.Postgres.Migrations.Count;
            return [Finding.Ok(Check, PostgresInspection.Describe(connections, newest, known?.Id))];
        }
        catch (ForeignStoreException)
        {
            return [Wrong(identity.Foreign(connections.Server))];
        }
        catch (Exception e) when (e is DbException or SocketException or CannotStartException)
        {
            return [Finding.Wrong(
                Check,
                $"the database '{connections.Server}' cannot be used: {e.Message}",
                "Compare Storage:ConnectionString with psql, and check that the server runs and lets this address in.")];
        }
    }

    private static Finding Wrong(Damage damage) => Finding.Wrong(Check, damage.Said, damage.Advice);

    private static Finding[] Say(string file, IReadOnlyList<string> faults, string files) => faults.Count == 0
        ? [Finding.Ok(Check, $"{file} is intact")]
        : [.. faults.Select(fault => Finding.Wrong(
            Check,
            $"{file}: {fault}",
            $"Stop the server, copy {files}, and restore a backup. docs/operations.md describes what can be recovered without a backup."))];
}

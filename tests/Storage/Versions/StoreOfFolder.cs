using System.Globalization;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage.Versions;

/// <summary>Finds the store of a program that was killed.</summary>
internal static class StoreOfFolder
{
    // The lines of a dump about itself and the session that loads it, and the schema, whose name differs for each folder.
    private static readonly string[] Left = ["--", "SET ", "SELECT pg_catalog.set_config", "CREATE SCHEMA", "\\"];

    // No key is a part of the store, and SQLite makes its index of the log again.
    private static readonly string[] NoPart = [".lock", ".db-shm", ".reserve"];

    public static int Version(string engine, string folder) => engine switch
    {
        StorageOptions.Sqlite => SqliteDamage.VersionOf(Path.Combine(folder, "samosachaat.db")),
        StorageOptions.LiteDb => DocumentUpgrade.VersionOf(Path.Combine(folder, "samosachaat.litedb"), expected: null),
        _ => int.Parse(OwnPostgres.Ask(PostgresProcess.ConnectionString(folder), "SELECT version FROM schema_version")[0], CultureInfo.InvariantCulture),
    };

    /// <summary>Returns the files with the store, or makes one of the database.</summary>
    public static IEnumerable<string> Files(string engine, string folder)
    {
        if (engine != StorageOptions.Postgres)
        {
            return Directory.GetFiles(folder, "samosachaat*").Where(file => !NoPart.Any(end => file.EndsWith(end, StringComparison.Ordinal)));
        }

        var statements = Path.Combine(folder, StoreOfVersion.Statements);
        File.WriteAllText(statements, Dump(PostgresProcess.ConnectionString(folder)));
        return [statements];
    }

    private static string Dump(string connection)
    {
        var schema = OwnPostgres.Ask(connection, "SELECT current_schema()::text")[0];
        var parts = new Npgsql.NpgsqlConnectionStringBuilder(connection);
        using var dump = Programs.Start([
            .. Programs.AsPostgres, Programs.Path("pg_dump"), "--inserts", "--no-owner", "--no-privileges", "-n", schema,
            "-h", parts.Host!, "-p", $"{parts.Port}", "-U", parts.Username!, parts.Database!,
        ]);
        var lines = dump.StandardOutput.ReadToEnd().Split('\n');
        dump.WaitForExit();
        return string.Join('\n', lines.Where(line => !Left.Any(start => line.StartsWith(start, StringComparison.Ordinal))))
            .Replace($"{schema}.", "", StringComparison.Ordinal);
    }
}

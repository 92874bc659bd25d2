using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>One PostgreSQL server for all tests of this process. It starts with the first test that needs it and ends with the process.</summary>
internal static class PostgresProcess
{
    private static readonly Lazy<OwnPostgres?> Shared = new(() =>
    {
        if (!IsInstalled) return null;
        var server = OwnPostgres.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    });

    // A connection is a process of its own, which costs more than the statement.
    private static readonly Lazy<NpgsqlDataSource> Administration = new(() => NpgsqlDataSource.Create($"{Shared.Value!.ConnectionString};{OwnPostgres.NoTypes}"));

    /// <summary>True if this machine has PostgreSQL.</summary>
    public static bool IsInstalled => OwnPostgres.IsInstalled;

    /// <summary>All rows of the tables that belong to a data folder, as text.</summary>
    public static string ContentsOf(string folder)
    {
        var connection = ConnectionString(folder);
        var rows = new StringBuilder();
        foreach (var table in OwnPostgres.Ask(connection, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"))
        {
            rows.AppendJoin('\n', OwnPostgres.Ask(connection, $"SELECT t::text FROM {table} t"));
        }

        return rows.ToString();
    }

    /// <summary>
    /// Returns the connection string of the tables that belong to a data folder. The same folder always has the same ones. Skips the test
    /// if there is no server.
    /// </summary>
    public static string ConnectionString(string folder)
    {
        if (Shared.Value is not { } server) throw Skip();

        // A schema costs much less than a database.
        var schema = "t" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..24];
        using var create = Administration.Value.CreateCommand($"CREATE SCHEMA IF NOT EXISTS {schema}");
        create.ExecuteNonQuery();
        return $"{server.ConnectionString};Search Path={schema}";
    }

    /// <inheritdoc cref="OwnPostgres.Skip"/>
    public static Exception Skip() => OwnPostgres.Skip();
}

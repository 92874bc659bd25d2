using System.Globalization;
using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Looks at the database for an operator, without changing it.</summary>
internal static class PostgresInspection
{
    /// <summary>Returns one sentence about a database that the program can use.</summary>
    /// <param name="newest">The newest version of the schema that this program knows.</param>
    /// <param name="expected">The id that the store must have. Null for any.</param>
    /// <exception cref="Diagnostics.CannotStartException">A newer program wrote the data.</exception>
    /// <exception cref="ForeignStoreException">It is another store.</exception>
    public static string Describe(PostgresConnections connections, int newest, Guid? expected)
    {
        using var connection = connections.Open();
        PostgresMigrator.Expect(connection, expected);
        using var exists = new NpgsqlCommand("SELECT to_regclass('schema_version') IS NOT NULL", connection);
        var server = $"the database '{connections.Server}' answers (PostgreSQL {connection.PostgreSqlVersion}"
            + (connections.AdaptToPooler(connection) ? ", through a pooler, so no statement is prepared)" : ")");
        if (exists.ExecuteScalar() is not true) return $"{server}; it has no tables yet";

        var version = PostgresMigrator.Version(connection, newest);
        return string.Create(CultureInfo.InvariantCulture, $"{server}; its schema has version {version}");
    }

    /// <summary>Returns the version of the schema, or 0 if there are no tables yet, and the bytes that all tables and indexes have.</summary>
    /// <inheritdoc cref="Describe"/>
    public static (int Version, long Size) Measure(PostgresConnections connections, int newest, Guid? expected)
    {
        using var connection = connections.Open();
        PostgresMigrator.Expect(connection, expected);
        using var size = new NpgsqlCommand(
            "SELECT COALESCE(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
            + "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
            connection);
        using var exists = new NpgsqlCommand("SELECT to_regclass('schema_version') IS NOT NULL", connection);
        var version = exists.ExecuteScalar() is true ? PostgresMigrator.Version(connection, newest) : 0;
        return (version, (long)size.ExecuteScalar()!);
    }
}

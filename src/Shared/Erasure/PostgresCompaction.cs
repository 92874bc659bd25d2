using System.Data.Common;
using Microsoft.Extensions.Options;
using Npgsql;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Erasure;

/// <summary>Lets PostgreSQL write each table anew, without deleted rows. No server may use the database.</summary>
internal sealed class PostgresCompaction(StorageOptions options)
{
    private const string Tables = """
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
        """;

    /// <exception cref="CannotStartException">A server uses the database, or PostgreSQL failed. The rows are as they were.</exception>
    public async Task<Compacted> RunAsync(ShowStep show, CancellationToken ct)
    {
        // It holds the folder of a server that may be stopped.
        using var folder = new DataFolder(Options.Create(options));
        var identity = new IdentityFile(folder.Root, options);
        using var connections = new PostgresConnections(StorageOptionsValidator.Read(options));
        try
        {
            await using var connection = connections.Open();
            PostgresMigrator.Expect(connection, identity.Read()?.Id);
            if (await NumberAsync(connection, "SELECT count(*) FROM nodes WHERE until > clock_timestamp()", ct) > 0)
            {
                throw new CannotStartException("A server uses the database, and would wait for minutes. Stop all servers first.");
            }

            var before = await SizeAsync(connection, ct);
            var tables = await TablesAsync(connection, ct);
            await show("Writing", tables.Count, async tell =>
            {
                foreach (var table in tables)
                {
                    await RunAsync(connection, table, ct);
                    tell(1);
                }
            });
            return new(connections.Server, before, await SizeAsync(connection, ct));
        }
        catch (ForeignStoreException e)
        {
            throw new CannotStartException(identity.Foreign(connections.Server).ToString(), e);
        }
        catch (DbException e)
        {
            throw new CannotStartException($"PostgreSQL could not compact '{connections.Server}'. No row has changed. {e.Message}", e);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string table, CancellationToken ct)
    {
        // The name comes quoted from the server, and the command takes no parameter. A large table takes longer than any limit.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand($"VACUUM (FULL, ANALYZE) {table}", connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<string>> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT CAST(CAST(oid AS regclass) AS text) {Tables} ORDER BY 1", connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await rows.ReadAsync(ct)) names.Add(rows.GetString(0));
        return names;
    }

    private static Task<long> SizeAsync(NpgsqlConnection connection, CancellationToken ct) =>
        NumberAsync(connection, $"SELECT CAST(coalesce(sum(pg_total_relation_size(oid)), 0) AS bigint) {Tables}", ct);

    private static async Task<long> NumberAsync(NpgsqlConnection connection, string text, CancellationToken ct)
    {
        // The texts are constants of this file.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

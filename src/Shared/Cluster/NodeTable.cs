using Npgsql;
using NpgsqlTypes;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Reads and writes the table of nodes, on a connection of its own. Only the database's clock counts. One thread uses it.
/// </summary>
internal sealed class NodeTable(PostgresConnections connections, TimeSpan lease) : IDisposable
{
    private NpgsqlConnection? connection;

    public void Join(Guid id, string address) => Run(
        "INSERT INTO nodes (id, address, until) VALUES ($1, $2, clock_timestamp() + $3)", Uuid(id), Text(address), Lease());

    /// <summary>Renews the row. Returns false if another node has deleted it. An expired row can be renewed.</summary>
    public bool Renew(Guid id) => Run("UPDATE nodes SET until = clock_timestamp() + $2 WHERE id = $1", Uuid(id), Lease()) == 1;

    /// <summary>Deletes the rows of other nodes that have not renewed them in time. Returns the number of rows.</summary>
    public int Reap(Guid id) => Run("DELETE FROM nodes WHERE until < clock_timestamp() AND id <> $1", Uuid(id));

    /// <summary>Deletes the row of a node that has ended.</summary>
    public void Leave(Guid id) => Run("DELETE FROM nodes WHERE id = $1", Uuid(id));

    /// <summary>Returns the ids of all nodes.</summary>
    public HashSet<Guid> All()
    {
        using var command = Command("SELECT id FROM nodes");
        using var rows = command.ExecuteReader();
        var ids = new HashSet<Guid>();
        while (rows.Read()) ids.Add(rows.GetGuid(0));
        return ids;
    }

    /// <summary>Closes the connection after a failure. The next call opens another one.</summary>
    public void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    public void Dispose() => Close();

    private static NpgsqlParameter Uuid(Guid id) => new() { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Text(string text) => new() { Value = text, NpgsqlDbType = NpgsqlDbType.Text };

    private NpgsqlParameter Lease() => new() { Value = lease, NpgsqlDbType = NpgsqlDbType.Interval };

    private int Run(string text, params NpgsqlParameter[] parameters)
    {
        using var command = Command(text);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command.ExecuteNonQuery();
    }

    private NpgsqlCommand Command(string text)
    {
        connection ??= connections.Open();
        // The texts are constants of this file.
#pragma warning disable CA2100
        return new NpgsqlCommand(text, connection)
#pragma warning restore CA2100
        {
            // A heartbeat that takes longer than a lease is of no use.
            CommandTimeout = Math.Max(1, (int)Math.Ceiling(lease.TotalSeconds)),
        };
    }
}

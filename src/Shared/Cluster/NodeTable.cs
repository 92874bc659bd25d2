using Npgsql;
using NpgsqlTypes;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Reads and writes the table of nodes, and reads what other nodes have revoked, on a connection of its own. Only the database's clock
/// counts. One thread uses it.
/// </summary>
internal sealed class NodeTable(PostgresConnections connections, TimeSpan lease) : IDisposable
{
    private readonly RevocationTable revocations = new();
    private NpgsqlConnection? connection;

    // A heartbeat that takes longer than a lease is of no use.
    private int Limit => Math.Max(1, (int)Math.Ceiling(lease.TotalSeconds));

    public void Join(Guid id, string address) => Run(
        "INSERT INTO nodes (id, address, until) VALUES ($1, $2, clock_timestamp() + $3)", Uuid(id), Text(address), Lease());

    /// <summary>Renews the row and reads the news. Returns null if another node has deleted it. An expired row can be renewed.</summary>
    public News? Renew(Guid id)
    {
        using var batch = new NpgsqlBatch(connection ??= connections.Open())
        {
            Timeout = Limit,
            // One message, and one transaction. So the numbers of transactions that it reads cannot be lost in a crash of the server.
            BatchCommands =
            {
                new("UPDATE nodes SET until = clock_timestamp() + $2 WHERE id = $1 RETURNING clock_timestamp()")
                {
                    Parameters = { Uuid(id), Lease() },
                },
                new("SELECT count(*) FROM nodes WHERE until > clock_timestamp()"),
                new(RevocationTable.Next),
                revocations.Read(),
            },
        };
        DateTime? time = null;
        var (nodes, next) = (0L, 0L);
        var rows = new List<(Guid?, Guid)>();
        using (var reader = batch.ExecuteReader())
        {
            if (reader.Read()) time = reader.GetDateTime(0);
            if (reader.NextResult() && reader.Read()) nodes = reader.GetInt64(0);
            if (reader.NextResult() && reader.Read()) next = reader.GetInt64(0);
            reader.NextResult();
            while (reader.Read()) rows.Add((reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.GetGuid(1)));
        }

        return time is { } now ? new(now, (int)nodes, revocations.Take(rows, next)) : null;
    }

    /// <summary>Deletes the rows of other nodes that have not renewed them in time. Returns the number of rows.</summary>
    public int Reap(Guid id) => Run("DELETE FROM nodes WHERE until < clock_timestamp() AND id <> $1", Uuid(id));

    /// <summary>Deletes revocations that no node needs any more.</summary>
    public void RemoveOldRevocations() => Run(RevocationTable.RemoveOld);

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
        revocations.StartAgain();
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
            CommandTimeout = Limit,
        };
    }
}

/// <summary>Holds what a heartbeat has found.</summary>
/// <param name="Time">The database's time.</param>
/// <param name="Nodes">The number of nodes with a valid lease, with this one.</param>
/// <param name="Revoked">What was revoked since the last heartbeat.</param>
internal sealed record News(DateTime Time, int Nodes, Revoked Revoked);

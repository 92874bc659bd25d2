using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Sends all statements that wait in one message to the server, and completes them. Only one thread at a time may use it.
/// </summary>
/// <param name="blocking">True to block the thread while it waits for the server. Use it on a thread of one's own only.</param>
internal sealed class RoundTrip(NpgsqlConnection connection, bool blocking) : WaitingStatements
{
    /// <summary>The owner of statements that belong to no command or query.</summary>
    public const int NoOwner = -1;

    private List<PostgresStatement> sending = [];

    /// <summary>Queues a statement that belongs to no command or query.</summary>
    public void Add(string text) => Add(Prepare(text));

    /// <summary>Returns a statement that belongs to no command or query.</summary>
    public PostgresStatement Prepare(string text) => new(this, text, NoOwner);

    /// <summary>Sends the statements. Those that they lead to wait for the next call.</summary>
    /// <exception cref="StatementFailedException">The server refused a statement.</exception>
    public async ValueTask SendAsync(CancellationToken ct)
    {
        (Statements, sending) = (sending, Statements);
        Statements.Clear();
        using var batch = new NpgsqlBatch(connection);
        foreach (var statement in sending) batch.BatchCommands.Add(statement.ToCommand());
        try
        {
            foreach (var (statement, result) in sending.Zip(await ReadAsync(batch, ct))) statement.Complete(result);
        }
        catch (PostgresException e) when (e.BatchCommand is { } && !e.IsServerFailure)
        {
            var owner = sending[batch.BatchCommands.IndexOf((NpgsqlBatchCommand)e.BatchCommand)].Owner;
            throw new StatementFailedException(owner, e);
        }
    }

    private async ValueTask<Result[]> ReadAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        var reader = blocking ? batch.ExecuteReader() : await batch.ExecuteReaderAsync(ct);
        try
        {
            var results = new Result[sending.Count];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = new Result();
                // The reader passes over statements without rows.
                if (!sending[i].ReturnsRows) continue;
                while (blocking ? reader.Read() : await reader.ReadAsync(ct)) results[i].Add(reader);
                _ = blocking ? reader.NextResult() : await reader.NextResultAsync(ct);
            }

            for (var i = 0; i < results.Length; i++) results[i].Changes = (int)batch.BatchCommands[i].RecordsAffected;
            return results;
        }
        finally
        {
            // Reads what is left. A blocking caller must not meet an unfinished task.
            if (blocking) reader.Dispose();
            else await reader.DisposeAsync();
        }
    }
}

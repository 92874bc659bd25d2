namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Tries to write a batch in one transaction. All commands run side by side. A round trip carries the statements that all of them wait for,
/// and the last one also commits. So the number of round trips does not depend on the number of commands.
/// </summary>
/// <param name="nodeId">The node that writes. Null if the cluster does not matter, as for a command beside the servers.</param>
internal sealed class PostgresTransaction(RoundTrip trip, PostgresSchema schema, WriteJob[] jobs, Guid? nodeId)
{
    // The server ends a transaction that waits for its client, and frees its locks: a client that is cut off or stopped must not keep other
    // nodes from their work. Whoever waits for such a lock waits longer than that. A node whose own connection is lost does, too: it must not
    // give up (Outage) while its lost transaction keeps the locks.
    private const string Settings = """
        SELECT set_config('idle_in_transaction_session_timeout', '3s', true), set_config('lock_timeout', '8s', true),
            set_config('samosachaat.node', @node, true)
        """;

    /// <summary>True from the moment from which the server may have written the transaction.</summary>
    public bool IsCommitting { get; private set; }

    /// <exception cref="StatementFailedException">The server refused a statement. The transaction is to be rolled back.</exception>
    /// <exception cref="CommandFailedException">A command failed by itself. The transaction is to be rolled back.</exception>
    public async ValueTask WriteAsync(CommitMark mark, StoreMetrics? metrics)
    {
        Begin(mark);
        var running = new Task[jobs.Length];
        for (var i = 0; i < jobs.Length; i++) running[i] = jobs[i].RunAsync(new PostgresSession(trip, i));

        // 1. Send what the commands wait for, until all have decided.
        while (!Array.TrueForAll(running, run => run.IsCompleted))
        {
            if (trip.Count == 0) throw new InvalidOperationException("An operation waits for something other than the store.");
            await trip.SendAsync(CancellationToken.None);
        }

        for (var i = 0; i < jobs.Length; i++)
        {
            if (running[i].Exception?.InnerException is { } failure) throw new CommandFailedException(i, failure);
        }

        // 2. Send what is left to write, with the commit.
        var started = metrics?.Begin() ?? 0;
        trip.Add("COMMIT");
        IsCommitting = true;
        await trip.SendAsync(CancellationToken.None);
        metrics?.Committed(started, jobs.Length);
    }

    /// <summary>Queues the beginning of the transaction: its settings, the node's right to write, its mark and its locks.</summary>
    private void Begin(CommitMark mark)
    {
        trip.Add("BEGIN");
        trip.Add(trip.Prepare(Settings).Set("@node", nodeId?.ToString() ?? ""));
        if (nodeId is { } node) trip.Add(trip.Prepare(schema.Fence).Set("@node", node));
        // The mark comes first: who reads it waits then until the transaction has ended, even one whose commit is still on its way.
        trip.Add(mark.Next(trip));
        Guid[] keys = [.. jobs.Select(job => job.Key), .. jobs.Select(job => job.SecondKey).OfType<Guid>()];
        if (keys.Contains(Guid.Empty)) trip.Add(schema.LockAll);
        else foreach (var text in schema.Locks) trip.Add(trip.Prepare(text).Set("@keys", keys));
    }
}

/// <summary>Tells that a command failed by itself.</summary>
internal sealed class CommandFailedException(int index, Exception cause) : Exception(cause.Message, cause)
{
    public int Index => index;
}

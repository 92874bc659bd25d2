using System.Diagnostics;
using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Writes a batch in one transaction, on a connection of its own. All commands run side by side. A round trip carries the statements that
/// all of them wait for, and the last one also commits. So the number of round trips does not depend on the number of commands.
/// </summary>
internal sealed class PostgresWriter(PostgresConnections connections, PostgresSchema schema, StoreMetrics? metrics) : IBatchWriter, IDisposable
{
    /// <summary>The time for which a batch waits for a server that does not answer. Then its commands fail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The number of times that a command runs again alone, after it met what another node was writing.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const string Limits = """
        SELECT set_config('idle_in_transaction_session_timeout', '5s', true), set_config('lock_timeout', '15s', true),
            set_config('samosachaat.node', @node, true), pg_current_xact_id()::text
        """;

    private NpgsqlConnection? connection;

    /// <summary>The node that writes. Null if the cluster does not matter, as for a command beside the servers.</summary>
    public Guid? NodeId { get; set; }

    public bool RunsSideBySide => true;

    public BatchOutcome Write(ReadOnlySpan<WriteJob> batch)
    {
        var jobs = batch.ToArray();
        var started = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            string? xid = null;
            try
            {
                connection ??= connections.Open();
                WriteAsync(connection, jobs, id => xid = id).Now();
                return default;
            }
            catch (StatementFailedException e)
            {
                Rollback();
                if (jobs.Length == 1 && e.Cause.IsConflict && tries < Tries) continue;
                return new(e.Cause, e.Owner);
            }
            catch (FencedException e)
            {
                Rollback();
                return new(e);
            }
            catch (CommandFailedException e)
            {
                Rollback();
                return new(e.InnerException, e.Index);
            }
            catch (Exception e) when (e is NpgsqlException and not PostgresException { IsServerFailure: false } or TimeoutException or IOException)
            {
                Close();
                var left = Patience - Stopwatch.GetElapsedTime(started);
                // The server may have written the transaction, and only its answer was lost.
                if (xid is not null)
                {
                    var committed = CommitStatus.Find(connections, xid, left);
                    if (committed is true) return default;
                    if (committed is null) return new(e);
                }

                if (left <= TimeSpan.Zero) return new(e);
                Thread.Sleep(Pause);
            }
            catch (Exception e)
            {
                // Nothing can be known of a connection that failed in any other way.
                Close();
                return new(e);
            }
        }
    }

    public void Dispose() => Close();

    /// <param name="committing">Is called with the transaction's id before the commit is sent.</param>
    private async ValueTask WriteAsync(NpgsqlConnection on, WriteJob[] jobs, Action<string> committing)
    {
        var trip = new RoundTrip(on, blocking: true);
        var (id, mayWrite) = Begin(trip, jobs);
        var running = new Task[jobs.Length];
        for (var i = 0; i < jobs.Length; i++) running[i] = jobs[i].RunAsync(new PostgresSession(trip, i));

        // 1. Send what the commands wait for, until all have decided.
        while (!Array.TrueForAll(running, run => run.IsCompleted))
        {
            if (trip.Waiting == 0) throw new InvalidOperationException("An operation waits for something other than the store.");
            await trip.SendAsync(CancellationToken.None);
        }

        if (!id.IsCompleted) await trip.SendAsync(CancellationToken.None);
        if (!await mayWrite) throw new FencedException();
        for (var i = 0; i < jobs.Length; i++)
        {
            if (running[i].Exception?.InnerException is { } failure) throw new CommandFailedException(i, failure);
        }

        // 2. Send what is left to write, with the commit.
        committing((await id)!);
        var started = metrics?.Begin() ?? 0;
        trip.Add("COMMIT");
        await trip.SendAsync(CancellationToken.None);
        metrics?.Committed(started, jobs.Length);
    }

    /// <summary>Queues the beginning of the transaction: its limits and its locks.</summary>
    /// <returns>The transaction's id, and whether this node may write.</returns>
    private (ValueTask<string?> Id, ValueTask<bool> MayWrite) Begin(RoundTrip trip, WriteJob[] jobs)
    {
        trip.Add("BEGIN");
        var node = NodeId;
        var id = trip.Prepare(Limits).Set("@node", node?.ToString() ?? "").OneAsync(static row => row.Text(3));
        var mayWrite = node is { } mine ? trip.Prepare(schema.Fence).Set("@node", mine).AnyAsync() : new(true);
        var keys = Array.ConvertAll(jobs, job => job.Key);
        if (keys.Contains(Guid.Empty))
        {
            trip.Add(schema.LockAll);
            return (id, mayWrite);
        }

        foreach (var text in schema.Locks) trip.Add(trip.Prepare(text).Set("@keys", keys));
        return (id, mayWrite);
    }

    private void Rollback()
    {
        try
        {
            using var rollback = new NpgsqlCommand("ROLLBACK", connection);
            rollback.ExecuteNonQuery();
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            Close();
        }
    }

    private void Close()
    {
        try
        {
            connection?.Dispose();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // It is broken, and that is why it is closed.
        }

        connection = null;
        connections.Clear();
    }

    /// <summary>Tells that a command failed by itself.</summary>
    private sealed class CommandFailedException(int index, Exception cause) : Exception(cause.Message, cause)
    {
        public int Index => index;
    }
}

using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Writes batches on a connection of its own, and decides what a failure means: whether the batch runs again, and which command is to
/// blame.
/// </summary>
/// <param name="full">Tells the operator of a full disk.</param>
internal sealed class PostgresWriter(PostgresConnections connections, PostgresSchema schema, StoreMetrics? metrics, FullDiskLog full)
    : IBatchWriter, IDisposable
{
    /// <summary>The number of times that a command runs again alone, after it met what another node was writing.</summary>
    private const int Tries = 5;

    private readonly CommitMark mark = new();
    private readonly Outage outage = new();
    private NpgsqlConnection? connection;

    public bool RunsSideBySide => true;

    /// <summary>The node that writes. Null if the cluster does not matter, as for a command beside the servers.</summary>
    public Guid? NodeId { get; set; }

    public BatchOutcome Write(ReadOnlySpan<WriteJob> batch)
    {
        var jobs = batch.ToArray();
        var firstFailure = 0L;
        for (var conflicts = 0; ;)
        {
            PostgresTransaction? transaction = null;
            try
            {
                connection ??= connections.OpenWriter();
                var trip = new RoundTrip(connection, blocking: true);
                transaction = new PostgresTransaction(trip, schema, jobs, NodeId);
                transaction.WriteAsync(mark, metrics).Now();
                outage.End();
                return default;
            }
            catch (StatementFailedException e)
            {
                Rollback();
                var hasOwner = e.Owner != RoundTrip.NoOwner;
                if (!hasOwner && e.Cause.SqlState == PostgresErrorCodes.DivisionByZero)
                {
                    metrics?.Fenced(jobs.Length);
                    return new(new FencedException());
                }

                // Only a command that is alone is to blame for a conflict. A statement without an owner is for all.
                if (e.Cause.IsConflict && (jobs.Length == 1 || !hasOwner) && ++conflicts < Tries) continue;
                return new(e.Cause.IsWait ? new StoreUnavailableException(e) : e.Cause, hasOwner ? e.Owner : null);
            }
            catch (CommandFailedException e)
            {
                Rollback();
                return new(e.InnerException, e.Index);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DiskFull)
            {
                // The server has answered, so nothing was written, even by a commit. Halves of the batch may fit.
                Rollback();
                full.Met(e);
                return new(new InsufficientStorageException(e), jobs.Length / 2);
            }
            catch (Exception e)
            {
                // Nothing can be known of a connection that failed in any other way.
                Close();
                // The server may have written the transaction, and only its answer was lost.
                if (transaction is { IsCommitting: true })
                {
                    var isWritten = mark.IsWritten(connections);
                    if (isWritten is true) return default;
                    if (isWritten is null) return new(StoreUnavailableException.Unknown(e));
                }

                // A command may be to blame, such as one that cannot be sent. Halves of the batch then run by themselves.
                if (!e.IsOutage()) return new(e, jobs.Length / 2);
                if (!outage.MayTryAgain(ref firstFailure)) return new(new StoreUnavailableException(e));
                Thread.Sleep(Outage.Pause);
            }
        }
    }

    public void Dispose() => Close();

    private void Rollback()
    {
        try
        {
            using var rollback = new NpgsqlCommand("ROLLBACK", connection);
            rollback.ExecuteNonQuery();
        }
        catch (Exception)
        {
            // The connection has just broken, which also rolls back.
            Close();
        }
    }

    private void Close()
    {
        try
        {
            connection?.Dispose();
        }
        catch (Exception)
        {
            // It is broken, and that is why it is closed.
        }

        connection = null;
    }
}

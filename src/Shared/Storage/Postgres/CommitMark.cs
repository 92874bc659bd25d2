using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Marks each transaction of a writer in the writer's own row. If the answer to a commit is lost, the row tells whether it was written,
/// also after a crash and on a promoted standby. The server's status of a transaction (pg_xact_status) cannot tell that: it goes by the
/// transaction's id, and a server that has crashed, or a standby, gives an id that it has not seen to another transaction.
/// </summary>
internal sealed class CommitMark
{
    /// <summary>Creates the table.</summary>
    public const string Table = """
        CREATE TABLE IF NOT EXISTS commit_marks (
            writer    uuid PRIMARY KEY,
            batch     bigint NOT NULL,
            marked_at timestamptz NOT NULL DEFAULT now()
        )
        """;

    /// <summary>Removes the rows of writers that have ended. A writer that lives and comes back makes its row again.</summary>
    public const string RemoveOld = "DELETE FROM commit_marks WHERE marked_at < now() - interval '1 day'";

    private const string Insert = "INSERT INTO commit_marks (writer, batch) VALUES";

    private const string Mark = Insert + " (@writer, @batch) ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, marked_at = now()";

    // It waits for a transaction that still has the row.
    private const string Read = Insert + " ($1, 0) ON CONFLICT (writer) DO UPDATE SET marked_at = now() RETURNING batch";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Guid writer = Guid.NewGuid();
    private long batch;

    /// <summary>Returns the statement that marks the next transaction.</summary>
    public PostgresStatement Next(RoundTrip trip) => trip.Prepare(Mark).Set("@writer", writer).Set("@batch", ++batch);

    /// <summary>
    /// Finds out whether the newest transaction was written. It has ended when this returns. Returns null if the server does not answer in
    /// time.
    /// </summary>
    public bool? IsWritten(PostgresConnections connections)
    {
        var started = Stopwatch.GetTimestamp();
        do
        {
            try
            {
                using var connection = connections.Open();
                using var command = new NpgsqlCommand(Read, connection);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = writer, NpgsqlDbType = NpgsqlDbType.Uuid });
                return (long)command.ExecuteScalar()! == batch;
            }
            catch (Exception e) when (e.IsOutage())
            {
                Thread.Sleep(Outage.Pause);
            }
        }
        while (Stopwatch.GetElapsedTime(started) < Patience);

        return null;
    }
}

using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Finds out whether a transaction was written whose commit was not answered. The server keeps the status of every recent transaction
/// (https://www.postgresql.org/docs/15/functions-info.html, pg_xact_status). A promoted standby has it as well.
/// </summary>
internal static class CommitStatus
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the server knows. Returns null if it does not answer in time, or has forgotten the transaction.</summary>
    public static bool? Find(PostgresConnections connections, string xid, TimeSpan patience)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < patience; Thread.Sleep(Pause))
        {
            try
            {
                using var connection = connections.Open();
                using var command = new NpgsqlCommand("SELECT pg_xact_status(CAST($1 AS xid8))", connection);
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = xid, NpgsqlDbType = NpgsqlDbType.Text });
                switch (command.ExecuteScalar() as string)
                {
                    case "committed": return true;
                    case "aborted": return false;
                    case null: return null;
                    // The server has not yet noticed that the client is gone.
                    default: continue;
                }
            }
            catch (PostgresException e) when (!e.IsServerFailure)
            {
                // The transaction is unknown to this server.
                return null;
            }
            catch (NpgsqlException)
            {
                connections.Clear();
            }
        }

        return null;
    }
}

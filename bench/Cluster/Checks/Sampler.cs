using System.Diagnostics;
using Npgsql;

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Looks into the database again and again, past all of the program's code.</summary>
internal sealed class Sampler(ClusterState cluster, Lateness lateness, params ISampleCheck[] checks)
{
    private const string Running = """
        SELECT g.message_id, g.attempt, g.conversation_id, c.user_id, COALESCE(n.until > clock_timestamp(), false)
        FROM generations g JOIN conversations c ON c.id = g.conversation_id LEFT JOIN nodes n ON n.id = g.node_id WHERE g.running = 1
        """;

    private const string Orphans = """
        SELECT count(*) FROM checkpoints k
        WHERE NOT EXISTS (SELECT FROM generations g WHERE g.message_id = k.message_id AND g.running = 1)
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);


    public async Task RunAsync(CancellationToken over)
    {
        NpgsqlConnection? connection = null;
        var last = Stopwatch.GetTimestamp();
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Interval, CancellationToken.None);
            try
            {
                connection ??= await OpenAsync();
                var sample = await TakeAsync(connection);
                lateness.Add(sample.At, Stopwatch.GetElapsedTime(last) - Interval);
                foreach (var check in checks) check.See(sample);
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                cluster.DatabaseDisturbedAt = Stopwatch.GetTimestamp();
                if (connection is not null) await connection.DisposeAsync();
                connection = null;
            }

            last = Stopwatch.GetTimestamp();
        }

        if (connection is not null) await connection.DisposeAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{cluster.Postgres.ConnectionString};Pooling=False;Timeout=5;Command Timeout=5");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<Sample> TakeAsync(NpgsqlConnection connection)
    {
        var running = new List<RunningTurn>();
        await using (var command = new NpgsqlCommand(Running, connection))
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                running.Add(new(row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), row.GetGuid(3), row.GetBoolean(4)));
            }
        }

        await using var count = new NpgsqlCommand(Orphans, connection);
        return new(Stopwatch.GetTimestamp(), running, (int)(long)(await count.ExecuteScalarAsync())!);
    }
}

using System.Globalization;
using Npgsql;
using SamosaChaat.Features.Auth.Register;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>Slow reads share a few connections, and the writer has one of its own.</summary>
public sealed class PoolTests
{
    private const int Pool = 5;
    private const int Reads = 200;

    [Fact]
    public async Task Slow_reads_neither_delay_writes_nor_open_more_connections()
    {
        using var server = OwnPostgres.Start();
        using var node = new PostgresNode($"{server.ConnectionString};Maximum Pool Size={Pool};Timeout=300");
        await using var gate = new NpgsqlConnection($"{server.ConnectionString};Application Name=gate");
        await gate.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(gate, "SELECT pg_advisory_lock(7)");
        var reads = Enumerable.Range(0, Reads).Select(_ => node.ReadAsync(new Ask("SELECT 1::bigint WHERE pg_advisory_xact_lock_shared(7) IS NOT NULL"))).ToArray();

        await AddUserAsync(node);
        // A new connection of the writer does not wait behind the reads.
        Assert.Equal(["True"], server.Ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'samosachaat' AND wait_event_type = 'Client'"));
        await AddUserAsync(node);

        Assert.Each(reads, read => Assert.False(read.IsCompleted));
        var connections = int.Parse(
            Assert.Single(server.Ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'samosachaat'")), CultureInfo.InvariantCulture);
        Assert.InRange(connections, 2, Pool);
        await RunAsync(gate, "SELECT pg_advisory_unlock(7)");
        Assert.Each(await Task.WhenAll(reads), found => Assert.Equal(1, found));
    }

    private static async Task AddUserAsync(PostgresNode node)
    {
        var user = Some.User();
        Assert.True(await node.WriteAsync(new AddUser(user, Some.Session(user))));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

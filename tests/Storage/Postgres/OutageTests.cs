using Npgsql;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>The server or its sessions end while people write and read. Nothing acknowledged is lost or doubled, and nothing hangs.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData("immediate")]
    [InlineData("kill")]
    public async Task A_server_that_starts_again_costs_no_write(string how)
    {
        using var server = OwnPostgres.Start();
        using var node = new PostgresNode(server.ConnectionString);
        await using var load = await Counters.StartAsync(node);
        for (var round = 0; round < 5; round++)
        {
            if (how == "kill") server.Kill();
            else server.Stop();
            server.StartAgain();
            await load.AllSucceedAsync();
        }

        await load.CheckAsync();
    }

    [Fact]
    public async Task Sessions_that_are_ended_again_and_again_cost_no_write()
    {
        using var server = OwnPostgres.Start();
        using var node = new PostgresNode(server.ConnectionString);
        await using var load = await Counters.StartAsync(node);
        using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        using var terminate = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'samosachaat'", connection);
        var ended = 0L;
        while (ended < 300) ended += (long)(await terminate.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;

        await load.AllSucceedAsync();
        await load.CheckAsync();
    }

    [Fact]
    public async Task A_promoted_standby_has_every_acknowledged_write()
    {
        using var primary = OwnPostgres.Start();
        using var standby = primary.StartStandby();
        primary.Ask("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        primary.Ask("SELECT pg_reload_conf()");
        using var node = new PostgresNode(
            $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port};{OwnPostgres.Account};Target Session Attributes=primary");
        await using var load = await Counters.StartAsync(node);

        primary.Kill();
        standby.Ask("ALTER SYSTEM SET synchronous_standby_names = ''");
        standby.Promote();
        standby.Ask("SELECT pg_reload_conf()");

        await load.AllSucceedAsync();
        await load.CheckAsync();
    }
}

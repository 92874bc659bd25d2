using System.Globalization;
using Npgsql;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>Queries that wait for a connection share a round trip, and one that fails does so alone.</summary>
public sealed class SharedReadsTests
{
    private const string Begun = "SELECT (extract(epoch FROM now()) * 1000000)::bigint";

    [Fact]
    public async Task Queries_that_wait_share_a_round_trip()
    {
        var begun = await HoldAsync(node => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => node.ReadAsync(new Ask(Begun)))));

        // The statements of one message see the same beginning of a transaction.
        Assert.Single(begun.Distinct());
    }

    [Fact]
    public async Task A_query_that_the_server_refuses_fails_alone()
    {
        var (good, bad) = await HoldAsync(async node =>
        {
            var before = node.ReadAsync(new Ask("SELECT 1::bigint"));
            var failing = node.ReadAsync(new Ask("SELECT 1::bigint / 0"));
            var after = node.ReadAsync(new Ask("SELECT 2::bigint"));
            var refused = await Assert.ThrowsAsync<StatementFailedException>(() => failing);
            return (await Task.WhenAll(before, after), refused.Cause.SqlState);
        });

        Assert.Equal([1, 2], good);
        Assert.Equal(PostgresErrorCodes.DivisionByZero, bad);
    }

    /// <summary>Starts queries while every reader's connection is busy, and then frees the connections.</summary>
    private static async Task<T> HoldAsync<T>(Func<PostgresNode, Task<T>> start)
    {
        using var server = OwnPostgres.Start();
        using var node = new PostgresNode(server.ConnectionString);
        await using var gate = new NpgsqlConnection(server.ConnectionString);
        await gate.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(gate, "SELECT pg_advisory_lock(7)");
        var held = Enumerable.Range(0, PostgresConnections.SharedReaders)
            .Select(i => node.ReadAsync(new Ask(string.Create(CultureInfo.InvariantCulture, $"SELECT {i}::bigint FROM pg_advisory_xact_lock_shared(7)"))))
            .ToArray();

        var started = start(node);
        Assert.False(started.IsCompleted);
        await RunAsync(gate, "SELECT pg_advisory_unlock(7)");

        await Task.WhenAll(held);
        return await started;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

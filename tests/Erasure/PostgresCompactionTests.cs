using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Erasure;

public sealed class PostgresCompactionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tables_of_PostgreSQL_have_no_trace_afterwards_and_a_server_is_not_held_up()
    {
        using var store = new TempStore("postgres");
        var (leaving, staying) = (await Talker.JoinAsync(store), await Talker.JoinAsync(store));
        for (var i = 0; i < 20; i++) await Task.WhenAll(leaving.TalkAsync(store, i % 3, 20_000), staying.TalkAsync(store, i, 500));
        await leaving.LeaveAsync(store);
        store.Release();
        var connection = PostgresProcess.ConnectionString(store.Root);
        // The room of deleted rows is not overwritten.
        Assert.NotEmpty(Traces.InTables(connection, leaving.Marker));
        var compaction = new PostgresCompaction(StoreSettings.Options("postgres", store.Root));
        OwnPostgres.Ask(connection, "INSERT INTO nodes (id, address, until) VALUES (gen_random_uuid(), 'http://10.0.0.5', 'infinity')");
        var refused = await Assert.ThrowsAsync<CannotStartException>(() => compaction.RunAsync(Quiet, Ct));
        Assert.Contains("Stop all servers", refused.Message, StringComparison.Ordinal);
        OwnPostgres.Ask(connection, "DELETE FROM nodes");

        var done = await compaction.RunAsync(Quiet, Ct);

        Assert.InRange(done.After, 1, done.Before - 1);
        Assert.Empty(Traces.InTables(connection, leaving.Marker));
        Assert.NotEmpty(Traces.InTables(connection, staying.Marker));
    }

    private static Task Quiet(string title, long total, Func<Action<int>, Task> work) => work(_ => { });
}

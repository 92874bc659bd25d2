using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;
using SamosaChaat.Tests.Storage.Versions;

namespace SamosaChaat.Tests.Cluster;

/// <summary>A dump has the turns that ran when it was made, and the node that ran them, which never comes back.</summary>
public sealed class RestoredDumpTests
{
    private const string Engine = StorageOptions.Postgres;

    [Fact]
    public async Task A_server_on_a_restored_dump_ends_the_turn_that_was_cut_off()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        using var store = new TempStore(Engine);
        var dump = new StoreOfVersion(Engine, StoreOfVersion.LastBefore(ChatSchema.Migrations.NewestOf(Engine), Engine)).PutInto(store);
        store.Release();
        var database = PostgresProcess.ConnectionString(store.Root);
        var turn = $"FROM generations WHERE message_id = '{dump.Running}'";
        Assert.Equal(["1"], OwnPostgres.Ask(database, $"SELECT count(*) {turn} AND running = 1 AND node_id IN (SELECT id FROM nodes)"));

        await using var server = new OwnServer(
            Engine, [.. StoreSettings.Of(Engine, store.Root), ("Cluster:Lease", $"{Node.Lease:c}"), ("Cluster:Heartbeat", "00:00:00.300")]);
        using var user = await TestUser.SignInAsync(server.Anonymous(), dump.Users[0].Email, StoredLife.Password);
        await Rows.AppearAsync(database, $"SELECT 1 {turn} AND running = 0 AND finish_reason = 'interrupted'", patience.Token);

        var conversation = OwnPostgres.Ask(database, $"SELECT conversation_id::text {turn}")[0];
        var answers = await user.MessagesAsync(Guid.Parse(conversation));
        Assert.Equal(["user", "assistant"], answers.Select(message => message.Text("role")));
    }
}

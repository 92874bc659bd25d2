using Npgsql;

namespace SamosaChaat.Tests.Cluster;

/// <summary>The database is away for longer than an operation waits for it, and a turn ends meanwhile. Nothing of it is lost.</summary>
public sealed class StoreAwayTests
{
    private const int TurnWaits = 2015;

    [Theory]
    [InlineData("00:00:00.250")]
    [InlineData("00:00:00")]
    public async Task A_turn_that_ends_while_the_database_is_away_waits_for_it(string checkpointInterval)
    {
        using var server = OwnPostgres.Start();
        await using var way = new CuttableProxy(new Uri($"http://127.0.0.1:{server.Port}"));
        var behind = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = way.Address.Port };
        await using var nodes = await Nodes.StartAsync(
            1, ("Storage:ConnectionString", behind.ConnectionString), ("Streaming:CheckpointInterval", checkpointInterval));
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        nodes.Model.Script = async reply =>
        {
            await reply.TokenAsync("Fold");
            await goOn.Task;
            await reply.TokenAsync(" it");
            await reply.EndAsync();
        };
        var talk = await nodes.TalkAsync();
        await using var body = await talk.BeginAsync("Fold");

        way.Cut();
        goOn.SetResult();
        await nodes.SaidAsync(0, TurnWaits);
        way.PlugIn();

        var end = Events.Of(await talk.ToTheEndAsync(body))[^1];
        Assert.Equal("stop", end.FinishReason);
        Assert.Equal("Fold it", end.Message!.Value.Text("content"));
        Assert.Equal(["How?", "Fold it"], await talk.ContentsAsync(0));
    }
}

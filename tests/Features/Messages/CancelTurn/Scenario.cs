using Alba;

namespace SamosaChaat.Tests.Features.Messages.CancelTurn;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_running_turn_is_ended_and_what_was_written_is_kept()
    {
        using var user = await host.NewUserAsync();
        var conversation = (await user.CreateConversationAsync(modelTag: ScenarioHost.SlowModel)).Id();
        var ct = TestContext.Current.CancellationToken;
        await using var turn = user.SendAsync(conversation, "How long does the dough rest?").GetAsyncEnumerator(ct);
        Assert.True(await turn.MoveNextAsync());
        var question = Assert.NotNull(turn.Current.Message).Id();
        Assert.True(await turn.MoveNextAsync());
        Assert.Equal(ScenarioHost.SlowAnswer, turn.Current.Token);

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url($"/conversations/{conversation}/messages/{question}/stream");
            request.StatusCodeShouldBe(204);
            request.ContentShouldBe("");
        });

        Assert.True(await turn.MoveNextAsync());
        Assert.Equal("cancelled", turn.Current.FinishReason);
        Assert.Equal(ScenarioHost.SlowAnswer, (await user.MessagesAsync(conversation))[^1].Text("content"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Messages.ResumeTurn;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_turns_events_are_read_after_the_last_one_that_was_seen()
    {
        using var user = await host.NewUserAsync();
        var data = await UserData.OfAsync(user);

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.WithRequestHeader("Last-Event-ID", "0");
            request.Get.Url($"/conversations/{data.ConversationId}/messages/{data.MessageId}/stream");
            request.StatusCodeShouldBe(200);
            request.Header("Content-Type").SingleValueShouldEqual("text/event-stream");
        });

        var events = await answer.EventsAsync();
        Assert.Equal(1, events[0].Id);
        Assert.NotNull(events[0].Token);
        Assert.True(events[^1].IsDone);
        Assert.Equal("stop", events[^1].FinishReason);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

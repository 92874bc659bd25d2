namespace SamosaChaat.Tests.Features.Messages.SendMessage;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_message_is_sent_and_the_models_answer_is_streamed()
    {
        using var user = await host.NewUserAsync();
        var conversation = await user.CreateConversationAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Json(new { message = new { content = "How long does the dough rest?" } })
                .ToUrl($"/conversations/{conversation.Id()}/messages");
            request.StatusCodeShouldBe(200);
            request.Header("Content-Type").SingleValueShouldEqual("text/event-stream");
            request.Header("X-Accel-Buffering").SingleValueShouldEqual("no");
        });

        var events = await answer.EventsAsync();
        Assert.Equal("How long does the dough rest?", events[0].Message?.Text("content"));
        Assert.True(events[^1].IsDone);
        Assert.Equal("stop", events[^1].FinishReason);
        Assert.Equal(string.Concat(events.Select(e => e.Token)), events[^1].Message?.Text("content"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

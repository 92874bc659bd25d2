namespace SamosaChaat.Tests.Features.Messages.RegenerateAnswer;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_last_question_is_answered_again()
    {
        using var user = await host.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();
        var old = await user.SendAndWaitAsync(conversation, "How long does the dough rest?");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Json(new { stream = false }).ToUrl($"/conversations/{conversation}/regenerate");
            request.StatusCodeShouldBe(200);
        });

        var renewed = await answer.JsonAsync();
        Assert.NotEqual(old.Id(), renewed.Id());
        Assert.Equal("assistant", renewed.Text("role"));
        Assert.Equal(renewed.Id(), (await user.MessagesAsync(conversation))[^1].Id());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Conversations.UpdateConversation;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_conversation_gets_another_title_and_keeps_its_model()
    {
        using var user = await host.NewUserAsync();
        var created = await user.CreateConversationAsync("Dough", "demo");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Patch.Json(new { title = "Filling" }).ToUrl($"/conversations/{created.Id()}");
            request.StatusCodeShouldBe(200);
        });

        var changed = await answer.JsonAsync();
        Assert.Equal(created.Id(), changed.Id());
        Assert.Equal("Filling", changed.Text("title"));
        Assert.Equal("demo", changed.Text("model_tag"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

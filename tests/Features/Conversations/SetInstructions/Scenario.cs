using Alba;

namespace SamosaChaat.Tests.Features.Conversations.SetInstructions;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_conversation_gets_instructions_for_its_model()
    {
        using var user = await host.NewUserAsync();
        var path = $"/conversations/{(await user.CreateConversationAsync()).Id()}/instructions";

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Put.Json(new { content = "Answer in one sentence." }).ToUrl(path);
            request.StatusCodeShouldBe(204);
            request.ContentShouldBe("");
        });

        Assert.Equal("Answer in one sentence.", (await user.GetAsync(path)).Text("content"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Conversations.GetInstructions;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Instructions_are_fetched_as_they_were_set()
    {
        using var user = await host.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        await user.InstructAsync(id, "Be brief. 🥟");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url($"/conversations/{id}/instructions");
            request.StatusCodeShouldBe(200);
        });

        Assert.Equal("Be brief. 🥟", (await answer.JsonAsync()).Text("content"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

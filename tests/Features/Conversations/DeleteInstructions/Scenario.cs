using Alba;

namespace SamosaChaat.Tests.Features.Conversations.DeleteInstructions;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Instructions_are_deleted_and_the_conversation_stays()
    {
        using var user = await host.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        await user.InstructAsync(id, "Be brief.");

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url($"/conversations/{id}/instructions");
            request.StatusCodeShouldBe(204);
            request.ContentShouldBe("");
        });

        Assert.Equal(id, (await user.GetAsync($"/conversations/{id}")).Id());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

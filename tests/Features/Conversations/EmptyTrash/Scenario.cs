namespace SamosaChaat.Tests.Features.Conversations.EmptyTrash;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_trash_is_emptied_and_nothing_else()
    {
        using var user = await host.NewUserAsync();
        var kept = (await user.CreateConversationAsync()).Id();
        for (var i = 0; i < 2; i++)
        {
            using var deleted = await user.Http.RemoveAsync($"/conversations/{(await user.CreateConversationAsync()).Id()}");
        }

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url("/trash");
            request.StatusCodeShouldBe(204);
        });

        Assert.Equal("[]", (await user.GetAsync("/trash")).GetRawText());
        Assert.Equal(kept, Assert.Single((await user.GetAsync("/conversations")).EnumerateArray()).Id());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

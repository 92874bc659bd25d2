namespace SamosaChaat.Tests.Features.Conversations.RestoreConversation;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_deleted_conversation_comes_back()
    {
        using var user = await host.NewUserAsync();
        var conversation = await user.CreateConversationAsync("Samosas after all");
        using var deleted = await user.Http.RemoveAsync($"/conversations/{conversation.Id()}");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Url($"/trash/{conversation.Id()}/restore");
            request.StatusCodeShouldBe(200);
        });

        Assert.Equal(conversation.GetRawText(), (await answer.JsonAsync()).GetRawText());
        Assert.Equal("[]", (await user.GetAsync("/trash")).GetRawText());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

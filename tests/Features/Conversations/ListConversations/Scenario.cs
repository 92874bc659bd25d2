namespace SamosaChaat.Tests.Features.Conversations.ListConversations;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Conversations_are_listed_with_the_newest_first_and_a_link_to_the_next_page()
    {
        using var user = await host.NewUserAsync();
        await user.CreateConversationAsync("Dough");
        await user.CreateConversationAsync("Filling");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/conversations?limit=1");
            request.StatusCodeShouldBe(200);
            request.Header("Link").SingleValueShouldMatch("^</conversations\\?.*cursor=.+>; rel=\"next\"$");
            request.Header("ETag").ShouldHaveOneNonNullValue();
        });

        var newest = Assert.Single((await answer.JsonAsync()).EnumerateArray());
        Assert.Equal("Filling", newest.Text("title"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

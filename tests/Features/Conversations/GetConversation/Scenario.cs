namespace SamosaChaat.Tests.Features.Conversations.GetConversation;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_conversation_is_fetched_by_its_id()
    {
        using var user = await host.NewUserAsync();
        var created = await user.CreateConversationAsync("Dough");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url($"/conversations/{created.Id()}");
            request.StatusCodeShouldBe(200);
            request.Header("Cache-Control").SingleValueShouldEqual("private, no-cache");
            request.Header("ETag").ShouldHaveOneNonNullValue();
        });

        Assert.Equal(created.GetRawText(), await answer.ReadAsTextAsync());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Messages.ListMessages;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Messages_are_listed_with_the_oldest_first()
    {
        using var user = await host.NewUserAsync();
        var data = await UserData.OfAsync(user);

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url($"/conversations/{data.ConversationId}/messages");
            request.StatusCodeShouldBe(200);
            request.Header("Cache-Control").SingleValueShouldEqual("private, no-cache");
            request.Header("ETag").ShouldHaveOneNonNullValue();
        });

        var messages = (await answer.JsonAsync()).EnumerateArray().ToArray();
        Assert.Equal(["user", "assistant"], messages.Select(message => message.Text("role")));
        Assert.Equal("How long does it rest?", messages[0].Text("content"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

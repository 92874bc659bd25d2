namespace SamosaChaat.Tests.Features.Conversations.ListTrash;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_trash_says_when_a_conversation_goes_for_ever()
    {
        using var user = await host.NewUserAsync();
        var conversation = await user.CreateConversationAsync("Burnt samosas");
        using var deleted = await user.Http.RemoveAsync($"/conversations/{conversation.Id()}");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/trash");
            request.StatusCodeShouldBe(200);
        });

        var trashed = Assert.Single((await answer.JsonAsync()).EnumerateArray());
        Assert.Equal(conversation.Id(), trashed.Id());
        Assert.Equal("Burnt samosas", trashed.Text("title"));
        Assert.Equal(TimeSpan.FromDays(30), trashed.GetProperty("expires_at").GetDateTime() - trashed.GetProperty("deleted_at").GetDateTime());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Search.SearchConversations;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_person_finds_a_conversation_by_its_title_and_by_what_was_said()
    {
        using var user = await host.NewUserAsync();
        var conversation = (await user.CreateConversationAsync("Folding samosas")).Id();
        await user.SendAndWaitAsync(conversation, "How is a SAMOSA folded?");

        var searched = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/search?q=samos*%20fold*");
            request.StatusCodeShouldBe(200);
        });

        var found = (await searched.JsonAsync()).EnumerateArray().ToArray();
        var (title, question) = (found[0], found.Single(hit => hit.GetProperty("role").GetString() == "user"));
        Assert.Equal("Folding samosas", title.Text("snippet"));
        Assert.Equal("[[0,7],[8,15]]", title.GetProperty("marks").GetRawText());
        Assert.Equal("How is a SAMOSA folded?", question.Text("snippet"));
        Assert.Equal("[[9,15],[16,22]]", question.GetProperty("marks").GetRawText());
        Assert.Equal(conversation, question.GetProperty("conversation_id").GetGuid());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

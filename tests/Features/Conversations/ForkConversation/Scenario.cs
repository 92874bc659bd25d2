namespace SamosaChaat.Tests.Features.Conversations.ForkConversation;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_beginning_of_a_conversation_becomes_another_one()
    {
        using var user = await host.NewUserAsync();
        var conversation = (await user.CreateConversationAsync("Dough")).Id();
        var answer = await user.SendAndWaitAsync(conversation, "How long does the dough rest?");
        await user.SendAndWaitAsync(conversation, "And in summer?");

        var forked = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Json(new { message = answer.Id(), title = "Dough in winter" }).ToUrl($"/conversations/{conversation}/fork");
            request.StatusCodeShouldBe(201);
            request.Header("Location").ShouldHaveOneNonNullValue();
        });

        var fork = await forked.JsonAsync();
        Assert.Equal("Dough in winter", fork.Text("title"));
        var copied = await user.MessagesAsync(fork.Id());
        Assert.Equal(["How long does the dough rest?", answer.Text("content")], copied.Select(message => message.Text("content")));
        Assert.NotEqual(answer.Id(), copied[1].Id());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

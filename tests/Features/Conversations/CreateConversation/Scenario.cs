namespace SamosaChaat.Tests.Features.Conversations.CreateConversation;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_conversation_is_created_for_a_model()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Json(new { title = "Dough", model_tag = "demo" }).ToUrl("/conversations");
            request.StatusCodeShouldBe(201);
            request.Header("Location").SingleValueShouldMatch("^/conversations/[0-9a-f-]{36}$");
        });

        var created = await answer.JsonAsync();
        Assert.Equal($"/conversations/{created.Id()}", answer.Context.Response.Headers.Location);
        Assert.Equal(user.Id, created.GetProperty("user_id").GetGuid());
        Assert.Equal("Dough", created.Text("title"));
        Assert.Equal("demo", created.Text("model_tag"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

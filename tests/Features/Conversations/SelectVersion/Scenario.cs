namespace SamosaChaat.Tests.Features.Conversations.SelectVersion;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_earlier_answer_is_selected()
    {
        using var user = await host.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();
        var old = await user.SendAndWaitAsync(conversation, "How long does the dough rest?");
        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Json(new { stream = false }).ToUrl($"/conversations/{conversation}/regenerate");
            request.StatusCodeShouldBe(200);
        });

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Put.Json(new { message = old.Id() }).ToUrl($"/conversations/{conversation}/active");
            request.StatusCodeShouldBe(200);
            request.Header("ETag").ShouldHaveOneNonNullValue();
        });

        Assert.Equal(old.Id(), (await user.MessagesAsync(conversation))[^1].Id());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

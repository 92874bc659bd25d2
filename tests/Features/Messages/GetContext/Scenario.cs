namespace SamosaChaat.Tests.Features.Messages.GetContext;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_turn_tells_which_messages_its_model_was_sent()
    {
        using var user = await host.NewUserAsync();
        var data = await UserData.OfAsync(user);

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url($"/conversations/{data.ConversationId}/messages/{data.MessageId}/context");
            request.StatusCodeShouldBe(200);
        });

        var context = await answer.JsonAsync();
        Assert.Equal(data.MessageId, context.GetProperty("message_id").GetGuid());
        Assert.Equal("demo", context.Text("model_tag"));
        Assert.Equal([data.MessageId], context.GetProperty("sent").EnumerateArray().Select(id => id.GetGuid()));
        Assert.Empty(context.GetProperty("left_out").EnumerateArray());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

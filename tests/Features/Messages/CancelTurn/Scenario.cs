using Alba;
using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Features.Messages.CancelTurn;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_turn_is_ended_and_its_answer_is_kept()
    {
        using var user = await host.NewUserAsync();
        var data = await UserData.OfAsync(user);

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url($"/conversations/{data.ConversationId}/messages/{data.MessageId}/stream");
            request.StatusCodeShouldBe(204);
            request.ContentShouldBe("");
        });

        Assert.Equal(["user", "assistant"], (await user.MessagesAsync(data.ConversationId)).Select(message => message.Text("role")));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

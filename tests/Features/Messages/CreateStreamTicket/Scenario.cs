namespace SamosaChaat.Tests.Features.Messages.CreateStreamTicket;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_ticket_reads_a_turn_without_a_token()
    {
        using var user = await host.NewUserAsync();
        var data = await UserData.OfAsync(user);
        var stream = $"/conversations/{data.ConversationId}/messages/{data.MessageId}/stream";

        var created = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Url($"{stream}/ticket");
            request.StatusCodeShouldBe(200);
            request.Header("Cache-Control").SingleValueShouldEqual("no-store");
        });
        var ticket = await created.JsonAsync();
        Assert.Equal(60, ticket.GetProperty("expires_in").GetInt32());

        var answer = await host.RunAsync(request =>
        {
            request.Get.Url($"{stream}?ticket={ticket.Text("ticket")}");
            request.StatusCodeShouldBe(200);
        });

        Assert.True((await answer.EventsAsync())[^1].IsDone);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

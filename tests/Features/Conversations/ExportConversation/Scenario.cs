namespace SamosaChaat.Tests.Features.Conversations.ExportConversation;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_conversation_becomes_a_file_for_people()
    {
        using var user = await host.NewUserAsync();
        var conversation = (await user.CreateConversationAsync("Dough")).Id();
        var answer = await user.SendAndWaitAsync(conversation, "How long does the dough rest?");

        var file = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url($"/conversations/{conversation}/export?format=markdown");
            request.StatusCodeShouldBe(200);
            request.Header("Content-Type").SingleValueShouldEqual("text/markdown; charset=utf-8");
        });

        var text = await file.ReadAsTextAsync();
        Assert.StartsWith("# Dough\n", text, StringComparison.Ordinal);
        Assert.Contains("How long does the dough rest?", text, StringComparison.Ordinal);
        Assert.Contains(answer.Text("content"), text, StringComparison.Ordinal);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

using Alba;

namespace SamosaChaat.Tests.Features.Conversations.DeleteConversation;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_conversation_is_deleted_for_good()
    {
        using var user = await host.NewUserAsync();
        var path = $"/conversations/{(await user.CreateConversationAsync()).Id()}";

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url(path);
            request.StatusCodeShouldBe(204);
            request.ContentShouldBe("");
        });

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url(path);
            request.StatusCodeShouldBe(404);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

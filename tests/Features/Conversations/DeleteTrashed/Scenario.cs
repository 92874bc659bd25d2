namespace SamosaChaat.Tests.Features.Conversations.DeleteTrashed;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task What_is_deleted_in_the_trash_is_gone_for_ever()
    {
        using var user = await host.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        using var deleted = await user.Http.RemoveAsync($"/conversations/{id}");

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url($"/trash/{id}");
            request.StatusCodeShouldBe(204);
        });

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Url($"/trash/{id}/restore");
            request.StatusCodeShouldBe(404);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

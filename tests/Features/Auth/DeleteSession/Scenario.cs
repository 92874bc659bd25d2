namespace SamosaChaat.Tests.Features.Auth.DeleteSession;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_session_of_the_path_ends()
    {
        using var user = await host.NewUserAsync();
        var session = (await user.GetAsync("/auth/sessions"))[0].Id();

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url($"/auth/sessions/{session}");
            request.StatusCodeShouldBe(204);
        });

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/auth/me");
            request.StatusCodeShouldBe(401);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

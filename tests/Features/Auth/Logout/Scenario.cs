using Alba;

namespace SamosaChaat.Tests.Features.Auth.Logout;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_session_of_the_access_token_ends()
    {
        using var user = await host.NewUserAsync();

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Url("/auth/logout");
            request.StatusCodeShouldBe(204);
            request.ContentShouldBe("");
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

namespace SamosaChaat.Tests.Features.Auth.DeleteSessions;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task All_sessions_end_with_the_request_s_own()
    {
        using var user = await host.NewUserAsync();
        var other = await user.Http.LoginAsync(user.Email);

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url("/auth/sessions");
            request.StatusCodeShouldBe(204);
        });

        foreach (var token in new[] { user.AccessToken, other.Text("access_token") })
        {
            await host.RunAsync(request =>
            {
                request.WithBearerToken(token);
                request.Get.Url("/auth/me");
                request.StatusCodeShouldBe(401);
            });
        }
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

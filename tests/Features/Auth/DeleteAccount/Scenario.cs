namespace SamosaChaat.Tests.Features.Auth.DeleteAccount;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_account_is_gone()
    {
        using var user = await host.NewUserAsync();

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Json(new { password = TestUser.Password }).ToUrl("/auth/me");
            request.StatusCodeShouldBe(204);
        });

        await host.RunAsync(request =>
        {
            request.Post.Json(new { email = user.Email, password = TestUser.Password }).ToUrl("/auth/login");
            request.StatusCodeShouldBe(401);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

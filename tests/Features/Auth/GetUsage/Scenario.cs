namespace SamosaChaat.Tests.Features.Auth.GetUsage;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task What_was_used_today_is_told()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/auth/me/usage");
            request.StatusCodeShouldBe(200);
        });

        Assert.Equal(0, (await answer.JsonAsync()).GetProperty("turns").GetInt64());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

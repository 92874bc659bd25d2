namespace SamosaChaat.Tests.Features.Auth.OpenProviderSession;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Without_the_cookie_of_a_sign_in_there_is_no_session()
    {
        var answer = await host.RunAsync(request =>
        {
            request.Post.Url("/auth/providers/session");
            request.StatusCodeShouldBe(401);
        });

        Assert.Contains("has not signed in", (await answer.JsonAsync()).Text("detail"), StringComparison.Ordinal);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Auth.ListProviders;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Anybody_is_told_which_providers_there_are_and_here_there_are_none()
    {
        var answer = await host.RunAsync(request =>
        {
            request.Get.Url("/auth/providers");
            request.StatusCodeShouldBe(200);
        });

        Assert.Equal("[]", (await answer.JsonAsync()).GetRawText());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Health.GetHealth;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Anybody_is_told_that_the_server_is_ready()
    {
        var answer = await host.RunAsync(request =>
        {
            request.Get.Url("/health");
            request.StatusCodeShouldBe(200);
        });

        var health = await answer.JsonAsync();
        Assert.Equal("ok", health.Text("status"));
        Assert.True(health.GetProperty("ready").GetBoolean());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

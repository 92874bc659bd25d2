namespace SamosaChaat.Tests.Features.Models.ListModels;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Models_are_listed_with_the_server_that_has_them()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/models");
            request.StatusCodeShouldBe(200);
        });

        var models = (await answer.JsonAsync()).EnumerateArray().ToArray();
        Assert.Equal(["demo", ScenarioHost.SlowModel], models.Select(model => model.Text("model_tag")));
        Assert.Equal(["built-in", "local"], models.Select(model => model.Text("upstream")));
        Assert.Each(models, model => Assert.True(model.GetProperty("available").GetBoolean()));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

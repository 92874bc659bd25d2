namespace SamosaChaat.Tests.Features.Auth.GetKeys;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Anybody_gets_the_public_key_of_the_access_tokens()
    {
        var answer = await host.RunAsync(request =>
        {
            request.Get.Url("/.well-known/jwks.json");
            request.StatusCodeShouldBe(200);
        });

        var key = Assert.Single((await answer.JsonAsync()).GetProperty("keys").EnumerateArray());
        Assert.Equal("EC", key.Text("kty"));
        Assert.Equal("P-256", key.Text("crv"));
        Assert.Equal("ES256", key.Text("alg"));
        Assert.Equal("sig", key.Text("use"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

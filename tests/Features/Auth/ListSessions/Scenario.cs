namespace SamosaChaat.Tests.Features.Auth.ListSessions;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_session_of_the_request_is_in_the_list()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/auth/sessions");
            request.StatusCodeShouldBe(200);
        });

        var session = Assert.Single((await answer.JsonAsync()).EnumerateArray());
        Assert.True(session.GetProperty("current").GetBoolean());
        Assert.Equal(session.Text("created_at"), session.Text("last_seen_at"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

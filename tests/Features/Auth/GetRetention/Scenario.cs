namespace SamosaChaat.Tests.Features.Auth.GetRetention;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Conversations_are_kept_for_ever_unless_somebody_says_otherwise()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/auth/me/retention");
            request.StatusCodeShouldBe(200);
        });

        Assert.Equal("""{"days":null,"most_days":null,"spares_pinned":true,"trash_seconds":2592000,"temporary_seconds":86400}""", (await answer.JsonAsync()).GetRawText());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

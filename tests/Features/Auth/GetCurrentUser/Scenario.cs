namespace SamosaChaat.Tests.Features.Auth.GetCurrentUser;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_account_of_the_access_token_is_told()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/auth/me");
            request.StatusCodeShouldBe(200);
        });

        var account = await answer.JsonAsync();
        Assert.Equal(user.Id, account.Id());
        Assert.Equal(user.Email, account.Text("email"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

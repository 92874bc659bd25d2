namespace SamosaChaat.Tests.Features.Auth.RefreshTokens;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_refresh_token_is_exchanged_for_new_tokens()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.Post.Json(new { refresh_token = user.RefreshToken }).ToUrl("/auth/token/refresh");
            request.StatusCodeShouldBe(200);
            request.Header("Cache-Control").SingleValueShouldEqual("no-store");
        });

        var signedIn = await answer.JsonAsync();
        Assert.Equal(user.Id, signedIn.GetProperty("user").Id());
        Assert.NotEqual(user.AccessToken, signedIn.Text("access_token"));
        Assert.NotEqual(user.RefreshToken, signedIn.Text("refresh_token"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

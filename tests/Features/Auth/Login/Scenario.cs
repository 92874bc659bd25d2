namespace SamosaChaat.Tests.Features.Auth.Login;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Email_and_password_sign_in()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.Post.Json(new { email = user.Email, password = TestUser.Password }).ToUrl("/auth/login");
            request.StatusCodeShouldBe(200);
            request.Header("Cache-Control").SingleValueShouldEqual("no-store");
        });

        var signedIn = await answer.JsonAsync();
        Assert.Equal(user.Id, signedIn.GetProperty("user").Id());
        Assert.Equal("Bearer", signedIn.Text("token_type"));
        Assert.NotEqual(user.RefreshToken, signedIn.Text("refresh_token"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

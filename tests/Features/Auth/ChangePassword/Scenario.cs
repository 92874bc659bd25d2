namespace SamosaChaat.Tests.Features.Auth.ChangePassword;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_new_password_signs_in()
    {
        using var user = await host.NewUserAsync();
        const string next = "another long and secret one";

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Json(new { current_password = TestUser.Password, new_password = next }).ToUrl("/auth/password");
            request.StatusCodeShouldBe(204);
        });

        await host.RunAsync(request =>
        {
            request.Post.Json(new { email = user.Email, password = next }).ToUrl("/auth/login");
            request.StatusCodeShouldBe(200);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Auth.Register;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_account_is_created_and_signed_in()
    {
        var email = $"{Guid.NewGuid():N}@example.com";

        var answer = await host.RunAsync(request =>
        {
            request.Post.Json(new { email, password = "correct horse battery", name = "Asha" }).ToUrl("/auth/register");
            request.StatusCodeShouldBe(201);
            request.Header("Cache-Control").SingleValueShouldEqual("no-store");
        });

        var signedIn = await answer.JsonAsync();
        Assert.Equal(email, signedIn.GetProperty("user").Text("email"));
        Assert.Equal("Asha", signedIn.GetProperty("user").Text("name"));
        Assert.Equal("Bearer", signedIn.Text("token_type"));
        Assert.NotEmpty(signedIn.Text("access_token"));
        Assert.NotEmpty(signedIn.Text("refresh_token"));
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

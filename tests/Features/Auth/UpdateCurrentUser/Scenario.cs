namespace SamosaChaat.Tests.Features.Auth.UpdateCurrentUser;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_user_has_the_new_name()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Patch.Json(new { name = "Asha the Second" }).ToUrl("/auth/me");
            request.StatusCodeShouldBe(200);
        });

        Assert.Equal("Asha the Second", (await answer.JsonAsync()).Text("name"));
        Assert.Equal("Asha the Second", (await user.GetAsync("/auth/me")).Text("name"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":" "}""")]
    [InlineData("""{"name":"a\nb"}""")]
    public async Task A_bad_name_changes_nothing(string body)
    {
        using var user = await host.NewUserAsync();
        var before = (await user.GetAsync("/auth/me")).GetRawText();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await user.Http.PatchAsync(new Uri("/auth/me", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, (await user.GetAsync("/auth/me")).GetRawText());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Auth.CreateApiKey;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_key_works_like_an_access_token()
    {
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Json(new { name = "a script", scope = "chat", expires_in_days = 7 }).ToUrl("/auth/keys");
            request.StatusCodeShouldBe(201);
            request.Header("Cache-Control").SingleValueShouldEqual("no-store");
        });

        var created = await answer.JsonAsync();
        Assert.StartsWith("samosa_", created.Text("key"), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(7), created.GetProperty("expires_at").GetDateTime() - created.GetProperty("created_at").GetDateTime());
        await host.RunAsync(request =>
        {
            request.WithBearerToken(created.Text("key"));
            request.Post.Json(new { title = "By a script", model_tag = "demo" }).ToUrl("/conversations");
            request.StatusCodeShouldBe(201);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

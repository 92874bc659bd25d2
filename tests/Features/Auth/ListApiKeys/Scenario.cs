namespace SamosaChaat.Tests.Features.Auth.ListApiKeys;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_newest_comes_first_and_no_text_is_told()
    {
        using var user = await host.NewUserAsync();
        var (older, newer) = (await user.CreateKeyAsync("read"), await user.CreateKeyAsync("chat"));

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/auth/keys");
            request.StatusCodeShouldBe(200);
        });

        var keys = await answer.JsonAsync();
        Assert.Equal([newer.Id(), older.Id()], keys.EnumerateArray().Select(key => key.Id()));
        Assert.DoesNotContain("samosa_", keys.GetRawText(), StringComparison.Ordinal);
        using var stranger = await host.NewUserAsync();
        Assert.Equal("[]", (await stranger.GetAsync("/auth/keys")).GetRawText());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

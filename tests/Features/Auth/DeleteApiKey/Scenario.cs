namespace SamosaChaat.Tests.Features.Auth.DeleteApiKey;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task The_key_ends_at_once()
    {
        using var user = await host.NewUserAsync();
        var key = await user.CreateKeyAsync("read");
        await ReadAsync(200);

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Delete.Url($"/auth/keys/{key.Id()}");
            request.StatusCodeShouldBe(204);
        });

        await ReadAsync(401);
        Assert.Equal("[]", (await user.GetAsync("/auth/keys")).GetRawText());

        Task ReadAsync(int status) => host.RunAsync(request =>
        {
            request.WithBearerToken(key.Text("key"));
            request.Get.Url("/conversations");
            request.StatusCodeShouldBe(status);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

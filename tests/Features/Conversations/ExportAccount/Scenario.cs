namespace SamosaChaat.Tests.Features.Conversations.ExportAccount;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Everything_of_a_user_becomes_a_file()
    {
        using var user = await host.NewUserAsync();
        await user.CreateConversationAsync("Dough");

        var file = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/export");
            request.StatusCodeShouldBe(200);
            request.Header("Content-Type").SingleValueShouldEqual("application/x-ndjson; charset=utf-8");
            request.Header("Content-Disposition").ShouldHaveOneNonNullValue();
        });

        Assert.Equal(5, (await file.ReadAsTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Admin.GetUserUsage;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_administrator_sees_what_an_account_has_used_and_nothing_of_what_it_wrote()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();
        await user.SendAndWaitAsync((await user.CreateConversationAsync()).Id(), "How do I fold a samosa?");

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Get.Url($"/admin/users/{user.Id}/usage");
            request.StatusCodeShouldBe(200);
        });

        var usage = await answer.JsonAsync();
        Assert.Equal(1, usage.GetProperty("turns").GetInt64());
        Assert.InRange(usage.GetProperty("tokens").GetInt64(), 1, long.MaxValue);
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_404()
    {
        using var admin = await host.NewAdminAsync();

        await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Get.Url($"/admin/users/{Guid.NewGuid()}/usage");
            request.StatusCodeShouldBe(404);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

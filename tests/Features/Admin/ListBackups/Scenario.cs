using System.Text.Json;

namespace SamosaChaat.Tests.Features.Admin.ListBackups;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_administrator_lists_the_backups_and_other_users_do_not()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();

        var answer = await ListAsync(admin, 200);
        await ListAsync(user, 403);

        Assert.Equal(JsonValueKind.Array, (await answer.JsonAsync()).ValueKind);
    }

    private Task<Alba.IScenarioResult> ListAsync(TestUser user, int status) => host.RunAsync(request =>
    {
        request.WithBearerToken(user.AccessToken);
        request.Get.Url("/admin/backups");
        request.StatusCodeShouldBe(status);
    });
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

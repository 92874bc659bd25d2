
namespace SamosaChaat.Tests.Features.Admin.EndUserSessions;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task All_sessions_of_an_account_end()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();

        await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Delete.Url($"/admin/users/{user.Id}/sessions");
            request.StatusCodeShouldBe(204);
        });

        await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Get.Url("/auth/me");
            request.StatusCodeShouldBe(401);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

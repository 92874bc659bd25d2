
namespace SamosaChaat.Tests.Features.Admin.ListUsers;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_administrator_lists_the_accounts()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Get.Url("/admin/users?limit=200");
            request.StatusCodeShouldBe(200);
        });

        var accounts = (await answer.JsonAsync()).EnumerateArray().ToDictionary(account => account.Text("email"), account => account.Text("role"));
        Assert.Equal("admin", accounts[admin.Email]);
        Assert.Equal("user", accounts[user.Email]);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

namespace SamosaChaat.Tests.Features.Admin.ListAuditEntries;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_administrator_sees_who_signed_in_and_from_where()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Get.Url($"/admin/audit?user={user.Id}&kind=account_created");
            request.StatusCodeShouldBe(200);
        });

        var entry = Assert.Single((await answer.JsonAsync()).EnumerateArray());
        Assert.Equal(user.Id, entry.GetProperty("user_id").GetGuid());
        Assert.Equal("127.0.0.1", entry.Text("source"));
        Assert.StartsWith("user; session ", entry.Text("detail"), StringComparison.Ordinal);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

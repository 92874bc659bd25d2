using System.Text.Json;

namespace SamosaChaat.Tests.Features.Admin.SetUserQuota;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_account_gets_a_quota_of_its_own_and_loses_it_again()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();

        foreach (var turns in new int?[] { 3, null })
        {
            var answer = await host.RunAsync(request =>
            {
                request.WithBearerToken(admin.AccessToken);
                request.Put.Json(new { turns_per_day = turns, tokens_per_day = (long?)null }).ToUrl($"/admin/users/{user.Id}/quota");
                request.StatusCodeShouldBe(200);
            });

            var usage = await answer.JsonAsync();
            Assert.Equal(turns, usage.GetProperty("own_turns_per_day").Deserialize<int?>());
            Assert.Equal(JsonValueKind.Null, usage.GetProperty("own_tokens_per_day").ValueKind);
            Assert.Equal(turns, (await user.GetAsync("/auth/me/usage")).GetProperty("turns_per_day").Deserialize<int?>());
        }
    }

    [Fact]
    public async Task A_negative_quota_is_refused()
    {
        using var admin = await host.NewAdminAsync();

        await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Put.Json(new { turns_per_day = -1 }).ToUrl($"/admin/users/{admin.Id}/quota");
            request.StatusCodeShouldBe(400);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

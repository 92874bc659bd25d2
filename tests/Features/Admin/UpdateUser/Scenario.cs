using System.Text.Json;

namespace SamosaChaat.Tests.Features.Admin.UpdateUser;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_account_is_disabled_and_enabled_again()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();

        foreach (var disabled in new[] { true, false })
        {
            var answer = await host.RunAsync(request =>
            {
                request.WithBearerToken(admin.AccessToken);
                request.Patch.Json(new { disabled }).ToUrl($"/admin/users/{user.Id}");
                request.StatusCodeShouldBe(200);
            });
            Assert.Equal(disabled ? JsonValueKind.String : JsonValueKind.Null, (await answer.JsonAsync()).GetProperty("disabled_at").ValueKind);

            await host.RunAsync(request =>
            {
                request.Post.Json(new { email = user.Email, password = TestUser.Password }).ToUrl("/auth/login");
                request.StatusCodeShouldBe(disabled ? 403 : 200);
            });
        }
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

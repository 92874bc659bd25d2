
namespace SamosaChaat.Tests.Features.Admin.InviteUser;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Somebody_is_invited_and_registers()
    {
        using var admin = await host.NewAdminAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Post.Json(new { role = "admin", expires_in = 3600 }).ToUrl("/admin/invites");
            request.StatusCodeShouldBe(200);
        });

        var invite = (await answer.JsonAsync()).Text("token");
        Assert.EndsWith($"/#invite={invite}", (await answer.JsonAsync()).Text("link"), StringComparison.Ordinal);
        await host.RunAsync(request =>
        {
            request.Post.Json(new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password, invite }).ToUrl("/auth/register");
            request.StatusCodeShouldBe(201);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);


namespace SamosaChaat.Tests.Features.Admin.DeleteUser;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task An_account_is_deleted_with_its_data()
    {
        using var admin = await host.NewAdminAsync();
        using var user = await host.NewUserAsync();

        await UserData.OfAsync(user);

        await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Delete.Url($"/admin/users/{user.Id}");
            request.StatusCodeShouldBe(204);
        });

        await host.RunAsync(request =>
        {
            request.Post.Json(new { email = user.Email, password = TestUser.Password }).ToUrl("/auth/login");
            request.StatusCodeShouldBe(401);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

using System.Text.Json;

namespace SamosaChaat.Tests.Features.Auth.SetRetention;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_user_chooses_how_long_conversations_are_kept()
    {
        using var user = await host.NewUserAsync();

        await PutAsync(90, 200);
        Assert.Equal(90, (await user.GetAsync("/auth/me/retention")).GetProperty("days").GetInt32());
        await PutAsync(0, 400);
        await PutAsync(36_501, 400);
        Assert.Equal(90, (await user.GetAsync("/auth/me/retention")).GetProperty("days").GetInt32());
        await PutAsync(null, 200);
        Assert.Equal(JsonValueKind.Null, (await user.GetAsync("/auth/me/retention")).GetProperty("days").ValueKind);

        Task PutAsync(int? days, int status) => host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Put.Json(new { days }).ToUrl("/auth/me/retention");
            request.StatusCodeShouldBe(status);
        });
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

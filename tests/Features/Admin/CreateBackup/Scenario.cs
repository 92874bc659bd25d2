namespace SamosaChaat.Tests.Features.Admin.CreateBackup;

public abstract class Scenario(ScenarioHost host, bool isFile)
{
    [Fact]
    public async Task An_administrator_makes_a_backup_where_the_store_is_a_file()
    {
        using var admin = await host.NewAdminAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Post.Url("/admin/backups");
            request.StatusCodeShouldBe(isFile ? 201 : 409);
        });

        var body = await answer.JsonAsync();
        if (isFile) Assert.InRange(body.GetProperty("rows").GetInt64(), 1, long.MaxValue);
        else Assert.Contains("pg_dump", body.Text("detail"), StringComparison.Ordinal);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host, isFile: true);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host, isFile: true);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host, isFile: false);

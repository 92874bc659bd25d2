using System.Text.Json;

namespace SamosaChaat.Tests.Features.Admin.GetNode;

public abstract class Scenario(ScenarioHost host, bool isNode)
{
    [Fact]
    public async Task A_node_tells_its_state_where_there_are_nodes()
    {
        using var admin = await host.NewAdminAsync();

        var answer = await host.RunAsync(request =>
        {
            request.WithBearerToken(admin.AccessToken);
            request.Get.Url("/admin/node");
            request.StatusCodeShouldBe(200);
        });

        var node = (await answer.JsonAsync()).GetProperty("node");
        Assert.Equal(isNode, node.ValueKind == JsonValueKind.Object);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host, isNode: false);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host, isNode: false);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host, isNode: true);

using System.Net.Mime;
using System.Text;

namespace SamosaChaat.Tests.Features.Conversations.ImportConversations;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task A_file_becomes_conversations()
    {
        using var user = await host.NewUserAsync();
        var conversation = (await user.CreateConversationAsync("Dough")).Id();
        var file = Encoding.UTF8.GetString(await Imports.ExportAsync(user));

        var imported = await host.RunAsync(request =>
        {
            request.WithBearerToken(user.AccessToken);
            request.Post.Text(file).ContentType(MediaTypeNames.Application.Octet).ToUrl("/import");
            request.StatusCodeShouldBe(200);
            request.Header("Content-Type").SingleValueShouldEqual("application/x-ndjson; charset=utf-8");
        });

        var lines = (await imported.ReadAsTextAsync()).Split('\n');
        Assert.Equal($$"""{"id":"{{conversation}}","result":"unchanged"}""", lines[0]);
        Assert.Equal("""{"summary":{"imported":0,"unchanged":1,"conflict":0,"invalid":0}}""", lines[1]);
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

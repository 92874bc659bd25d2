namespace SamosaChaat.Tests.Features.Health.ProbeStream;

public abstract class Scenario(ScenarioHost host)
{
    [Fact]
    public async Task Anybody_gets_five_events_to_see_whether_a_proxy_holds_streams_up()
    {
        var answer = await host.RunAsync(request =>
        {
            request.Get.Url("/health/stream");
            request.StatusCodeShouldBe(200);
            request.Header("Content-Type").SingleValueShouldEqual("text/event-stream");
            request.Header("X-Accel-Buffering").SingleValueShouldEqual("no");
        });

        var frames = Enumerable.Range(0, 5).Select(i => $"id: {i}\ndata: {{\"n\":{i}}}\n\n");
        Assert.Equal(string.Concat(frames), await answer.ReadAsTextAsync());
    }
}

public sealed class ScenarioOnSqlite(SqliteScenarios host) : Scenario(host);

public sealed class ScenarioOnLiteDb(LiteDbScenarios host) : Scenario(host);

public sealed class ScenarioOnPostgres(PostgresScenarios host) : Scenario(host);

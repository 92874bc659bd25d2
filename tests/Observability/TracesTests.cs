using System.Collections.Concurrent;
using System.Diagnostics;

namespace SamosaChaat.Tests.Observability;

/// <summary>How spans hang together, as a listener in the process sees them.</summary>
public abstract class TracesTests(Server server)
{
    [Fact]
    public async Task A_turn_is_a_trace_of_its_own_that_is_linked_with_its_request()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "SamosaChaat" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var user = await server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync()).Id();

        using var response = await user.Http.RequestAsync(HttpMethod.Post, $"/conversations/{conversation}/messages", new { message = new { content = "Hello?" }, stream = false });
        response.EnsureSuccessStatusCode();
        // Once the next request is answered, the one before is over for the server too.
        using var next = await user.Http.FetchAsync("/auth/me");

        var turn = Assert.Single(ended, span => span.OperationName == "turn" && conversation.Equals(span.GetTagItem("gen_ai.conversation.id")));
        var request = Assert.Single(turn.Links).Context;
        Assert.Equal(RequestEntries.TraceIdOf(response), request.TraceId.ToString());
        Assert.NotEqual(request.TraceId, turn.TraceId);
        Assert.Equal("stop", turn.GetTagItem("samosachaat.finish_reason"));
        var own = ended.Where(span => span.TraceId == turn.TraceId && span.ParentSpanId == turn.SpanId).ToArray();
        var chat = Assert.Single(own, span => span.OperationName == "chat");
        Assert.Equal(("demo", "demo"), (chat.GetTagItem("samosachaat.upstream"), chat.GetTagItem("gen_ai.request.model")));
        var commit = Assert.Single(own, span => span.OperationName == "FinishTurn");
        Assert.Equal(server.Engine, commit.GetTagItem("db.system.name"));
        Assert.Contains(ended, span => span.TraceId == request.TraceId && span.OperationName == "StartTurn");
    }
}

public sealed class TracesOnSqlite(SqliteServer server) : TracesTests(server);

public sealed class TracesOnLiteDb(LiteDbServer server) : TracesTests(server);

public sealed class TracesOnPostgres(PostgresServer server) : TracesTests(server);

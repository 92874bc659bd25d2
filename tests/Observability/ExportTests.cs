using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Tests.Observability;

/// <summary>What is sent by OTLP when its variable is set. The bodies are Protocol Buffers: names stand in them as they are.</summary>
public sealed class ExportTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly ConcurrentDictionary<string, string> received = [];
    private readonly WebApplication collector;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ExportTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(http.Request.Path, text, (_, before) => before + text);
            Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        });
        collector.Start();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("litedb")]
    public async Task Traces_and_metrics_are_sent_where_the_variable_says(string engine)
    {
        await using var server = await ServerProcess.StartAsync(
            engine,
            ("Storage:Path", folder),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            // Whoever wants to see queries must not see tickets.
            ("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "100"));
        using var user = await TestUser.RegisterAsync(server.Http);
        var conversation = (await user.CreateConversationAsync()).Id();
        await user.SendAndWaitAsync(conversation, "How do I fold a samosa?");
        var stream = $"/conversations/{conversation}/messages/{(await user.MessagesAsync(conversation))[0].Id()}/stream";
        using var created = await user.Http.PostAsync($"{stream}/ticket", body: null);
        var ticket = (await created.JsonAsync()).Text("ticket");
        using var read = await user.Http.FetchAsync($"{stream}?ticket={ticket}");
        Assert.True(read.IsSuccessStatusCode);
        using var listed = await user.Http.FetchAsync("/conversations?limit=7");

        await ArrivesAsync("/v1/traces", "samosachaat", "POST /conversations/{conversationId:uuid}/messages", "SendMessage", "turn", "chat", "StartTurn", "FinishTurn", engine, "messageId:uuid}/stream/ticket", "limit=7");
        await ArrivesAsync("/v1/metrics", "samosachaat", "samosachaat.turn.duration", "gen_ai.client.operation.duration", "samosachaat.store.commit.duration", "http.server.request.duration", "dotnet.gc.collections");
        Assert.DoesNotContain("fold a samosa", received["/v1/traces"], StringComparison.Ordinal);
        Assert.DoesNotContain(TestUser.Password, received["/v1/traces"], StringComparison.Ordinal);
        Assert.DoesNotContain(ticket, received["/v1/traces"], StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ArrivesAsync(string path, params string[] words)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            var next = Volatile.Read(ref changed).Task;
            var missing = words.Where(word => !received.GetValueOrDefault(path, "").Contains(word, StringComparison.Ordinal)).ToArray();
            if (missing.Length == 0) return;
            if (await Task.WhenAny(next, Task.Delay(Timeout.Infinite, patience.Token)) != next) Assert.Fail($"{path} never had {string.Join(", ", missing)}");
        }
    }
}

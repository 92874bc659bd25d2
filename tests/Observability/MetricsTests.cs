using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Observability;

/// <summary>What Prometheus is given, from a program of its own.</summary>
public abstract partial class MetricsTests(string engine) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task The_figures_move_with_what_is_done()
    {
        await using var server = await StartAsync();
        var metrics = await server.MetricsAsync();
        using var user = await TestUser.RegisterAsync(server.Http);
        var conversation = (await user.CreateConversationAsync()).Id();
        var before = await ScrapeAsync(metrics);

        var answer = await user.SendAndWaitAsync(conversation, "How do I fold a samosa?");
        // A request is over for its client before it is for the server.
        var after = await ScrapeUntilAsync(metrics, text => Of(text, "http_server_request_duration_seconds_count", "samosachaat_operation=\"SendMessage\"") == 1 && Of(text, "samosachaat_turn_running") == 0);

        Assert.Equal(0, Of(before, "samosachaat_turn_duration_seconds_count"));
        Assert.Equal(1, Of(after, "samosachaat_turn_duration_seconds_count", "samosachaat_finish_reason=\"stop\"", "samosachaat_upstream=\"demo\""));
        Assert.Equal(1, Of(after, "samosachaat_turn_token_rate_per_second_count"));
        Assert.Equal(1, Of(after, "gen_ai_client_operation_duration_seconds_count", "gen_ai_provider_name=\"demo\""));
        Assert.Equal(1, Of(after, "gen_ai_client_operation_time_to_first_chunk_seconds_count"));
        Assert.Equal(answer.GetProperty("token_count").GetInt32(), Of(after, "gen_ai_client_token_usage_sum", "gen_ai_token_type=\"output\""));
        Assert.Equal(0, Of(after, "samosachaat_store_queue_depth"));
        // At least the question and the answer.
        Assert.True(Of(after, "samosachaat_store_commit_duration_seconds_count") >= Of(before, "samosachaat_store_commit_duration_seconds_count") + 2);
        Assert.True(Of(after, "samosachaat_store_batch_size_sum") >= Of(before, "samosachaat_store_batch_size_sum") + 2);
        // The size of a store on another server is that server's figure.
        if (engine != "postgres") Assert.True(Of(after, "samosachaat_store_size_bytes") > 0);
        Assert.Equal(1, Of(after, "http_server_request_duration_seconds_count", "samosachaat_operation=\"SendMessage\"", "http_response_status_code=\"200\"", "http_route=\"/conversations/{conversationId:uuid}/messages\""));
    }

    [Fact]
    public async Task A_turn_that_runs_and_its_reader_are_counted_and_so_is_a_failure_of_the_models_server()
    {
        var broken = new TaskCompletionSource();
        await using var model = new NanochatServer
        {
            Script = async reply =>
            {
                await reply.TokenAsync("Hel");
                await broken.Task;
                reply.Die();
            },
        };
        await using var server = await StartAsync(model.Upstream());
        var metrics = await server.MetricsAsync();
        using var user = await TestUser.RegisterAsync(server.Http);
        var conversation = (await user.CreateConversationAsync(modelTag: "a-model")).Id();

        await using var events = user.SendAsync(conversation, "Hello?").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (await events.MoveNextAsync() && events.Current.Token is null)
        {
        }

        var during = await ScrapeAsync(metrics);
        broken.SetResult();
        while (await events.MoveNextAsync())
        {
        }

        var after = await ScrapeUntilAsync(metrics, text => Of(text, "samosachaat_turn_running") == 0 && Of(text, "samosachaat_stream_readers") == 0);

        Assert.Equal((1, 1), (Of(during, "samosachaat_turn_running"), Of(during, "samosachaat_stream_readers")));
        Assert.Equal(1, Of(after, "samosachaat_turn_duration_seconds_count", "samosachaat_finish_reason=\"error\""));
        Assert.Equal(1, Of(after, "gen_ai_client_operation_duration_seconds_count", "error_type=\"broken_off\"", "gen_ai_provider_name=\"nanochat\""));
        // Words of a client are never a label.
        Assert.DoesNotContain("a-model", after, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Id.ToString(), after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_on_a_port_of_their_own_and_nothing_else_is()
    {
        await using var server = await StartAsync();
        var metrics = await server.MetricsAsync();
        using var http = new HttpClient();

        foreach (var path in new[] { "/metrics", "/api/metrics" })
        {
            using var outside = await server.Http.FetchAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        }

        foreach (var path in new[] { "/health", "/conversations", "/openapi/v1.json" })
        {
            using var inside = await http.GetAsync(new Uri(metrics, path), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, inside.StatusCode);
        }

        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task Unless_they_are_wanted_nothing_of_OpenTelemetry_is_loaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        await using var plain = await ServerProcess.StartBuiltAsync(engine, ("Storage:Path", folder));
        using var health = await plain.Http.FetchAsync("/health");

        var loaded = await File.ReadAllTextAsync($"/proc/{plain.Id}/maps", TestContext.Current.CancellationToken);

        Assert.Contains("samosachaat.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<ServerProcess> StartAsync(params (string Key, string Value)[] settings) =>
        ServerProcess.StartAsync(engine, [("Storage:Path", folder), ("Telemetry:Metrics", "on"), ("Telemetry:MetricsUrl", "http://127.0.0.1:0"), .. settings]);

    private static async Task<string> ScrapeAsync(Uri metrics)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(metrics);
    }

    /// <summary>From outside there is nothing to wait for but the figures themselves.</summary>
    private static async Task<string> ScrapeUntilAsync(Uri metrics, Func<string, bool> wanted)
    {
        var patience = Task.Delay(Patience.Limit, TestContext.Current.CancellationToken);
        while (true)
        {
            var text = await ScrapeAsync(metrics);
            if (wanted(text)) return text;
            Assert.False(patience.IsCompleted, text);
        }
    }

    /// <summary>The sum of a metric's series that have these labels; 0 if there is none.</summary>
    private static double Of(string text, string name, params string[] labels) => text.Split('\n')
        .Where(line => Regex.IsMatch(line, $"^{name}[ {{]") && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(Value().Match(line).Groups[1].Value, CultureInfo.InvariantCulture));

    // Labels may have blanks in them; a time may follow.
    [GeneratedRegex(@"^[^{ ]+(?:\{.*\})? (\S+)")]
    private static partial Regex Value();
}

public sealed class MetricsOnSqlite() : MetricsTests("sqlite");

public sealed class MetricsOnLiteDb() : MetricsTests("litedb");

public sealed class MetricsOnPostgres() : MetricsTests("postgres");

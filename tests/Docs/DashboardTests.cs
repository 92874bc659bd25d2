using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Docs;

/// <summary>deploy/grafana-dashboard.json has something to show: each of its expressions is asked of a real Prometheus that watches a real server.</summary>
public sealed partial class DashboardTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Every_expression_of_the_dashboard_finds_data()
    {
        Assert.SkipUnless(IsInstalled("prometheus"), "There is no prometheus on the PATH.");
        await using var model = new NanochatServer { Script = reply => reply.RefuseAsync(500) };
        await using var server = await ServerProcess.StartAsync("sqlite", [
            ("Storage:Path", Path.Combine(folder, "data")), ("Telemetry:Metrics", "on"), ("Telemetry:MetricsUrl", "http://127.0.0.1:0"), ("Demo:TokensPerSecond", "2000"),
            .. model.Upstream(("Inference:Upstreams:0:Models:0", "broken"), ("Inference:Upstreams:1:Name", "demo"), ("Inference:Upstreams:1:Kind", "demo"))]);
        var target = await server.MetricsAsync();
        using var prometheus = Start(target);
        using var user = await TestUser.RegisterAsync(server.Http);
        var (good, bad) = ((await user.CreateConversationAsync()).Id(), (await user.CreateConversationAsync(modelTag: "broken")).Id());
        using var http = new HttpClient { BaseAddress = await AddressAsync() };
        var missing = Expressions().ToList();
        using var patience = new CancellationTokenSource(Patience.Limit);

        // A rate needs something that goes on.
        while (missing.Count > 0 && !patience.IsCancellationRequested)
        {
            await user.SendAndWaitAsync(good, "How do I fold a samosa?");
            using var failed = await user.Http.PostAsync($"/conversations/{bad}/messages", new { message = new { content = "Hello?" } });
            await user.MessagesAsync(good);
            var found = new List<string>();
            foreach (var expression in missing)
            {
                if (await HasDataAsync(http, expression)) found.Add(expression);
            }

            missing.RemoveAll(found.Contains);
        }

        prometheus.Kill();
        await prometheus.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(missing);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Expressions()
    {
        using var dashboard = JsonDocument.Parse(SourceTree.Read("deploy/grafana-dashboard.json"));
        foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _)))
        {
            // What Grafana puts in place of its variables.
            foreach (var target in panel.GetProperty("targets").EnumerateArray()) yield return target.Text("expr").Replace("$__rate_interval", "15s", StringComparison.Ordinal).Replace("$instance", ".*", StringComparison.Ordinal);
        }
    }

    private static async Task<bool> HasDataAsync(HttpClient http, string expression)
    {
        using var answer = await http.PostAsync(new Uri("/api/v1/query", UriKind.Relative), new FormUrlEncodedContent([new("query", expression)]));
        var json = await answer.JsonAsync();
        Assert.True(json.Text("status") == "success", $"{expression}: {json}");
        // A quantile of nothing is not a number.
        return json.GetProperty("data").GetProperty("result").EnumerateArray().Any(series => series.GetProperty("value")[1].GetString() != "NaN");
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, program)));

    private Task<Uri> AddressAsync() => listening.Task.WaitAsync(Patience.Limit);

    private Process Start(Uri target)
    {
        var configuration = Path.Combine(folder, "prometheus.yml");
        File.WriteAllText(configuration, $$"""{"scrape_configs":[{"job_name":"samosachaat","scrape_interval":"1s","static_configs":[{"targets":["{{target.Authority}}"]}]}]}""");
        var process = new Process
        {
            StartInfo = new("prometheus", [$"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(folder, "tsdb")}", "--web.listen-address=127.0.0.1:0", "--log.format=json"])
            {
                RedirectStandardError = true,
            },
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } match) listening.TrySetResult(new Uri($"http://{match.Groups[1].Value}"));
        };
        process.Start();
        Children.Add(process);
        process.BeginErrorReadLine();
        return process;
    }

    [GeneratedRegex("\"address\":\"([^\"]+)\".*\"Listening on\"")]
    private static partial Regex Listening();
}

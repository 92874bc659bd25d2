using System.Net;
using Npgsql;

namespace SamosaChaat.Tests.Cluster;

/// <summary>A node that its cluster does not hear of refuses requests, though it knows their tokens, and is back as soon as the way is free.</summary>
public sealed class LostLeaseTests : IAsyncDisposable
{
    private readonly NanochatServer model = new();

    [Fact]
    public async Task A_node_without_contact_to_the_database_answers_503_until_it_has_contact_again()
    {
        await using var other = await Node.StartAsync(model);
        var server = new NpgsqlConnectionStringBuilder(other.Database);
        await using var way = new CuttableProxy(new Uri($"http://127.0.0.1:{server.Port}"));
        server.Port = way.Address.Port;
        await using var node = await Node.StartAsync(model, other, ("Storage:ConnectionString", server.ConnectionString), ("Telemetry:Metrics", "on"), ("Telemetry:MetricsUrl", "http://127.0.0.1:0"));
        using var user = await TestUser.RegisterAsync(node.Client());
        using var patient = node.Client(user.AccessToken);
        using var probe = node.Program.Client();
        using var impatient = node.Program.Client(user.AccessToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(patient, "/models"));

        way.Cut();
        var refusal = await RefusalAsync(impatient);

        Assert.Equal(1, refusal.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(probe, "/health"));
        // It lives, and shows that it does.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(probe, "/health/stream"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(probe, "/"));
        using var others = other.Client(user.AccessToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(others, "/auth/me"));

        way.PlugIn();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(patient, "/auth/me"));
        while (await StatusAsync(probe, "/health") != HttpStatusCode.OK)
        {
        }

        await MetricsSayAsync(node);
        refusal.Dispose();
    }

    public async ValueTask DisposeAsync() => await model.DisposeAsync();

    /// <summary>Asks until the lease is over. The list of models needs the token only, and the node knows that already.</summary>
    private static async Task<HttpResponseMessage> RefusalAsync(HttpClient http)
    {
        while (true)
        {
            var answer = await http.GetAsync(new Uri("/models", UriKind.Relative), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && text.Contains("cluster", StringComparison.Ordinal)) return answer;
            answer.Dispose();
        }
    }

    private static async Task MetricsSayAsync(Node node)
    {
        var metrics = await node.Program.MetricsAsync();
        using var http = new HttpClient { Timeout = Patience.Limit };
        string text;
        // The lease can end for a moment on a busy machine.
        do
        {
            text = await http.GetStringAsync(metrics, TestContext.Current.CancellationToken);
        }
        while (!Has(text, "samosachaat_cluster_lease_held", 1));

        Assert.True(Has(text, "samosachaat_cluster_nodes", 1) || Has(text, "samosachaat_cluster_nodes", 2), text);
        Assert.False(Has(text, "samosachaat_cluster_heartbeat_failures_total", 0), text);
        Assert.Contains("samosachaat_cluster_heartbeat_failures_total", text, StringComparison.Ordinal);
        Assert.Contains("samosachaat_cluster_heartbeat_duration_seconds_count", text, StringComparison.Ordinal);
    }

    private static bool Has(string text, string metric, int value) =>
        text.Split('\n').Any(line => line.StartsWith(metric, StringComparison.Ordinal) && line.Split(' ')[1] == $"{value}");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

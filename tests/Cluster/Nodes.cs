using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Cluster;

/// <summary>Several nodes on one database, the model's server behind them, and somebody who is signed in on all of them.</summary>
public sealed class Nodes : IAsyncDisposable
{
    private readonly CancellationTokenSource patience = new(Patience.Limit);
    private readonly List<Node> nodes = [];
    private readonly List<HttpClient> clients = [];
    private readonly HttpClient http = new() { Timeout = Patience.Limit };

    public NanochatServer Model { get; } = new();

    /// <summary>Ends a test that waits in vain.</summary>
    public CancellationToken Ct => patience.Token;

    public static async Task<Nodes> StartAsync(int count, params (string Key, string Value)[] settings)
    {
        var all = new Nodes();
        // No node is to lose its turns because the machine is busy.
        (string, string)[] more =
        [
            ("Telemetry:Metrics", "on"), ("Telemetry:MetricsUrl", "http://127.0.0.1:0"), ("Cluster:Lease", "00:05:00"), .. settings,
        ];
        for (var i = 0; i < count; i++) all.nodes.Add(await Node.StartAsync(all.Model, all.nodes.FirstOrDefault(), more));
        using var user = await TestUser.RegisterAsync(all.nodes[0].Program.Client());
        all.Token = user.AccessToken;
        all.clients.AddRange(all.nodes.Select(node => node.Program.Client(user.AccessToken)));
        return all;
    }

    /// <summary>The user's access token.</summary>
    public string Token { get; private set; } = "";

    /// <summary>A client of one node.</summary>
    public HttpClient On(int node) => clients[node];

    internal Node this[int node] => nodes[node];

    /// <summary>A new conversation, with a turn that can be started in it.</summary>
    public async Task<Talk> TalkAsync()
    {
        using var created = await On(0).PostAsJsonAsync("/conversations", new { title = "A title", model_tag = Chat.ModelTag }, Ct);
        return new(this, (await created.JsonAsync()).Id(), Guid.CreateVersion7());
    }

    /// <summary>The address by which other nodes call one.</summary>
    public async Task<Uri> InternalAddressAsync(int node) => new((await SaidAsync(node, 2111)).Text("address"));

    /// <summary>Waits until one of the nodes logs an event; it may have come already.</summary>
    public Task<JsonElement> SaidAsync(int node, int eventId) => nodes[node].Program.LogsAsync(eventId);

    /// <summary>A metric of a node; 0 if it has not been measured.</summary>
    public async Task<int> MetricAsync(int node, string name)
    {
        var text = await http.GetStringAsync(await nodes[node].Program.MetricsAsync(), Ct);
        var line = text.Split('\n').SingleOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until a metric has a value. There is no event for that, so this asks again and again.</summary>
    public async Task MetricIsAsync(int node, string name, int value)
    {
        while (await MetricAsync(node, name) != value) await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        foreach (var client in clients) client.Dispose();
        foreach (var node in nodes) await node.DisposeAsync();
        await Model.DisposeAsync();
        patience.Dispose();
    }
}

/// <summary>A conversation and the id of a turn in it, as seen on every node.</summary>
public sealed record Talk(Nodes Nodes, Guid Conversation, Guid Turn)
{
    public string Messages => $"/conversations/{Conversation}/messages";

    public string Stream => $"{Messages}/{Turn}/stream";

    /// <summary>Sends the turn's message, or sends it again, and returns with the headers of the answer.</summary>
    public Task<HttpResponseMessage> PostAsync(int node, bool stream = true) => SendAsync(
        node, HttpMethod.Post, Messages, new { message = new { id = Turn, content = "How?" }, stream });

    /// <summary>Reads the turn's stream after an event.</summary>
    public Task<HttpResponseMessage> ReadAsync(int node, int after = -1) =>
        SendAsync(node, HttpMethod.Get, after < 0 ? Stream : $"{Stream}?last_event_id={after}");

    public async Task<HttpResponseMessage> SendAsync(int node, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Nodes.On(node).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Nodes.Ct);
    }

    /// <summary>Starts the turn on the first node and waits for a text of its stream.</summary>
    public async Task<Stream> BeginAsync(string until)
    {
        var body = await (await PostAsync(0)).Content.ReadAsStreamAsync(Nodes.Ct);
        await body.ReadUntilAsync(text => text.Contains(until, StringComparison.Ordinal), Nodes.Ct);
        return body;
    }

    /// <summary>The contents of the conversation's messages, as a node lists them.</summary>
    public async Task<string[]> ContentsAsync(int node) =>
        [.. (await Nodes.On(node).GetFromJsonAsync<JsonElement>(Messages, Nodes.Ct)).EnumerateArray().Select(message => message.Text("content"))];

    /// <summary>Reads to the end, without keep-alives: a busy machine is silent for long enough between two events.</summary>
    public async Task<string> ToTheEndAsync(HttpResponseMessage response) => Plain(await response.Content.ReadAsStringAsync(Nodes.Ct));

    /// <inheritdoc cref="ToTheEndAsync(HttpResponseMessage)"/>
    public async Task<string> ToTheEndAsync(Stream body)
    {
        using var reader = new StreamReader(body);
        return Plain(await reader.ReadToEndAsync(Nodes.Ct));
    }

    private static string Plain(string text) => text.Replace(": keep-alive\n\n", "", StringComparison.Ordinal);
}

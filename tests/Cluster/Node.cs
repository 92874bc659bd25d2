using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Cluster;

/// <summary>One of several programs on one database, each a process with a data folder of its own.</summary>
internal sealed class Node : IAsyncDisposable
{
    /// <summary>Short, so that a test does not wait long, and long enough for a busy machine.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>The secret that all of them share.</summary>
    public const string Secret = "a secret of all nodes";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly List<(string Key, string Value)> settings;

    private Node(ModelServer model, Node? first, (string Key, string Value)[] more)
    {
        Database = first?.Database ?? PostgresProcess.ConnectionString(folder);
        settings =
        [
            .. model.Upstream([
                ("Storage:Engine", "postgres"), ("Storage:Path", folder), ("Storage:ConnectionString", Database),
                ("Streaming:DrainTimeout", "00:00:00"), ("Cluster:Lease", $"{Lease:c}"), ("Cluster:Heartbeat", "00:00:00.300"),
                ("Cluster:Secret", Secret), ("Cluster:Listen", "http://127.0.0.1:0"), ("urls", "http://127.0.0.1:0"), ("Auth:Registration", "open"), .. more,
            ]),
        ];
    }

    /// <summary>The connection string.</summary>
    public string Database { get; }

    /// <summary>The file of its key, which may not exist.</summary>
    public string KeyFile => Path.Combine(folder, DataFolder.SigningKey);

    public ServerProcess Program { get; private set; } = null!;

    /// <param name="first">The node whose database and key file it shares. Null for the first node.</param>
    public static async Task<Node> StartAsync(ModelServer model, Node? first = null, params (string Key, string Value)[] more)
    {
        var node = new Node(model, first, more);
        if (first is not null && File.Exists(first.KeyFile)) File.Copy(first.KeyFile, node.KeyFile);
        return await node.StartedAsync();
    }

    /// <summary>Starts a node on the database of another one, with a key file of its own.</summary>
    public static Task<Node> StartStrangerAsync(ModelServer model, Node first, params (string Key, string Value)[] more) =>
        new Node(model, first, more).StartedAsync();

    /// <summary>Starts two nodes at the same time on an empty database.</summary>
    public static Task<Node[]> StartTwoAsync(ModelServer model, params (string Key, string Value)[] more)
    {
        var first = new Node(model, null, more);
        return Task.WhenAll(first.StartedAsync(), new Node(model, first, more).StartedAsync());
    }

    /// <summary>Starts a node that refuses to start, and returns the line that says why.</summary>
    public static async Task<string> RefusalAsync(ModelServer model, Node first, params (string Key, string Value)[] more)
    {
        await using var node = new Node(model, first, more);
        node.Launch();
        return await node.Program.RefusalAsync();
    }

    /// <summary>A client of somebody who signed in on any node; of nobody without a token.</summary>
    public HttpClient Client(string? accessToken = null)
    {
        var http = new HttpClient(new PatientHandler()) { BaseAddress = Program.Http.BaseAddress, Timeout = Patience.Limit };
        if (accessToken is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", accessToken);
        return http;
    }

    /// <summary>Starts it again on its folder, after whatever end.</summary>
    public async Task RestartAsync(params (string Key, string Value)[] more)
    {
        await Program.DisposeAsync();
        settings.AddRange(more);
        await StartedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Node> StartedAsync()
    {
        Launch();
        await Program.ListensAsync();
        return this;
    }

    private void Launch() => Program = ServerProcess.Launch([], [.. settings]);
}

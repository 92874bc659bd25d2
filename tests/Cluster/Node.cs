using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Cluster;

/// <summary>One of several programs on one database, each a process with a data folder of its own. All have the same signing key.</summary>
internal sealed class Node : IAsyncDisposable
{
    /// <summary>Short, so that a test does not wait long, and long enough for a busy machine.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>The secret that all of them share.</summary>
    public const string Secret = "a secret of all nodes";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly (string Key, string Value)[] settings;

    private Node(ModelServer model, Node? first, (string Key, string Value)[] more)
    {
        Database = first?.Database ?? PostgresProcess.ConnectionString(folder);
        if (first is not null) File.Copy(Path.Combine(first.folder, DataFolder.SigningKey), Path.Combine(folder, DataFolder.SigningKey));
        settings = model.Upstream([
            ("Storage:Engine", "postgres"), ("Storage:Path", folder), ("Storage:ConnectionString", Database),
            ("Streaming:DrainTimeout", "00:00:00"), ("Cluster:Lease", $"{Lease:c}"), ("Cluster:Heartbeat", "00:00:00.300"),
            ("Cluster:Secret", Secret), ("Cluster:Listen", "http://127.0.0.1:0"), ("urls", "http://127.0.0.1:0"), .. more,
        ]);
    }

    /// <summary>The connection string.</summary>
    public string Database { get; }

    public ServerProcess Program { get; private set; } = null!;

    /// <param name="first">The node whose database and key it shares. Null for the first node.</param>
    public static async Task<Node> StartAsync(ModelServer model, Node? first = null, params (string Key, string Value)[] more)
    {
        var node = new Node(model, first, more);
        await node.StartAsync();
        return node;
    }

    /// <summary>Starts it again on its folder, after whatever end.</summary>
    public async Task RestartAsync()
    {
        await Program.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        Program = ServerProcess.Launch([], settings);
        await Program.ListensAsync();
    }
}

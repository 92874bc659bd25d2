using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SamosaChaat.Bench.Cluster.Checks;
using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Cluster;

/// <summary>Holds the nodes, their database, their model and their people.</summary>
internal sealed class ClusterState : IServers, IAsyncDisposable
{
    private readonly Random random;
    private readonly ConcurrentQueue<(Talk Talk, Person Owner)> talks = [];

    public ClusterState(ClusterOptions options, Tally tally, string root)
    {
        (Options, Tally, random) = (options, tally, new(options.Seed));
        Postgres = OwnPostgres.StartInstalled();
        // Its longest answers take two leases and more: the others have ended the turn, and the model still writes.
        Model = new(options.Seed, tally, longestPauseMs: 60);
        Nodes = [.. Enumerable.Range(1, options.Nodes).Select(number => new Node(this, number, root))];
        Revoked = new(this);
    }

    public ClusterOptions Options { get; }

    public int Seed => Options.Seed;

    public Tally Tally { get; }

    private long Started { get; } = Stopwatch.GetTimestamp();

    public OwnPostgres Postgres { get; }

    public Model Model { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<Person> People { get; private set; } = [];

    public Calm Calm { get; } = new();

    public RevokedTokenCheck Revoked { get; }

    /// <summary>When the database was last away, or all connections to it broke, as a timestamp.</summary>
    public long DatabaseDisturbedAt { get; set; } = Stopwatch.GetTimestamp();

    /// <summary>Returns the time since the start, as the faults and the logs have it.</summary>
    public string Time() => Stopwatch.GetElapsedTime(Started).ToString(@"mm\:ss\.f", CultureInfo.InvariantCulture);

    public IEnumerable<(Talk Talk, Person Owner)> Talks => talks;

    /// <summary>The processes that were not ended.</summary>
    public IEnumerable<NodeRun> Runs => Nodes.Select(node => node.Run).OfType<NodeRun>();

    /// <summary>Any of them: the load balancer does not know yet which of them stand still.</summary>
    public async Task<ServerRun> CurrentRunAsync()
    {
        while (true)
        {
            NodeRun[] now = [.. Runs];
            if (now.Length == 0) await Task.Delay(50);
            else lock (random) return now[random.Next(now.Length)];
        }
    }

    public Talk Add(Guid conversation, Person owner)
    {
        var talk = new Talk(conversation, Seed, Tally);
        talks.Enqueue((talk, owner));
        return talk;
    }

    public void SignedOut(string token) => Revoked.Watch(token);

    public async Task StartAsync()
    {
        // The first one makes the schema and the key.
        await Nodes[0].StartAsync();
        await Task.WhenAll(Nodes.Skip(1).Select(node => node.StartAsync()));
        foreach (var node in Nodes) node.QuietSince = Stopwatch.GetTimestamp();
        var accounts = new List<Person>();
        for (var i = 0; i < ClusterOptions.People; i++)
        {
            var account = await PersonAccount.RegisterAsync(this, Nodes[0].Run!, $"person{i}@example.com");
            accounts.Add(new(this, i, account, ClusterOptions.TalksOfEach));
        }

        People = accounts;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        await Model.DisposeAsync();
        Postgres.Dispose();
    }
}

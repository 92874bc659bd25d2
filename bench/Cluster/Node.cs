using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Soak;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Cluster;

/// <summary>Holds one of the cluster's servers: its folder, the lines to and from it, and its processes, one after another.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static int runs;

    private readonly ClusterState cluster;
    private readonly string folder;
    private readonly int internalPort = OwnPostgres.FreePort();
    private readonly StreamWriter log;

    public Node(ClusterState cluster, int number, string root)
    {
        (this.cluster, Number) = (cluster, number);
        folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"node{number}"));
        log = new(folder + ".log") { AutoFlush = true };
        Database = new(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{cluster.Postgres.Port}")));
        Internal = new(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{internalPort}")));
    }

    public int Number { get; }

    /// <summary>The line from it to the database.</summary>
    public CuttableProxy Database { get; }

    /// <summary>The line from the other nodes to it.</summary>
    public CuttableProxy Internal { get; }

    /// <summary>Null while it does not listen.</summary>
    public NodeRun? Run { get; private set; }

    /// <summary>Only one fault at a time has it.</summary>
    public SemaphoreSlim Claim { get; } = new(1);

    /// <summary>When the last fault on it was over, as a timestamp. Null during a fault.</summary>
    public long? QuietSince { get; set; }

    /// <summary>Starts it. Whatever is in the way, such as a database that is away, is tried again, as a service manager does.</summary>
    /// <param name="clock">What its clock is off.</param>
    public async Task StartAsync(TimeSpan clock = default)
    {
        using var patience = new CancellationTokenSource(Patience);
        if (Number > 1) cluster.Nodes[0].GiveKeyTo(this);
        var setup = new ServerSetup(folder, StorageOptions.Postgres, cluster.Options.Program);
        (string, string)[] settings = [.. Settings(), .. FakeTime.Settings(clock)];
        while (true)
        {
            try
            {
                var process = await ServerProcess.StartAsync(setup, Write, settings, patience.Token);
                Run = new(Interlocked.Increment(ref runs), process, cluster.Calm);
                return;
            }
            catch (InvalidOperationException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(500, CancellationToken.None);
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        var run = Leave();
        await run.KillAsync();
        await run.DisposeAsync();
    }

    /// <summary>SIGTERM, and what it waits for.</summary>
    public async Task TerminateAsync()
    {
        var run = Leave();
        if (await run.TerminateAsync() is not 0 and var code) Wrong("a node did not stop in order", code);
        await run.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Run is not null) await KillAsync();
        await Database.DisposeAsync();
        await Internal.DisposeAsync();
        Claim.Dispose();
    }

    private NodeRun Leave()
    {
        var run = Run!;
        if (run.Process.ExitCode is { } early) Wrong("a node ended by itself", early);
        Run = null;
        return run;
    }

    /// <summary>All nodes sign with one key. A program that has its key in the store has none in its folder.</summary>
    private void GiveKeyTo(Node other)
    {
        var (mine, theirs) = (Path.Combine(folder, DataFolder.SigningKey), Path.Combine(other.folder, DataFolder.SigningKey));
        if (!File.Exists(mine) || File.Exists(theirs)) return;
        Directory.CreateDirectory(other.folder);
        File.Copy(mine, theirs);
    }

    private (string Name, string Value)[] Settings() =>
    [
        .. ServerSettings.For(strict: false, cluster.Model.Url, regenerates: Number == 1),
        ("Storage:ConnectionString", $"Host=127.0.0.1;Port={Database.Address.Port};{OwnPostgres.Account}"),
        ("Cluster:Lease", ClusterOptions.Lease.ToString("c", CultureInfo.InvariantCulture)),
        ("Cluster:Heartbeat", ClusterOptions.Heartbeat.ToString("c", CultureInfo.InvariantCulture)),
        ("Cluster:Listen", $"http://127.0.0.1:{internalPort}"),
        ("Cluster:Address", Internal.Address.ToString().TrimEnd('/')),
        ("Cluster:Secret", "only-the-nodes-of-this-bench-know-it"),
    ];

    private void Wrong(string kind, int exitCode) => cluster.Tally.Violation(kind, $"node {Number}, exit code {exitCode}");

    private void Write(string line)
    {
        lock (log) log.WriteLine($"{cluster.Time()} {line}");
    }
}

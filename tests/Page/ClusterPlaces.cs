namespace SamosaChaat.Tests.Page;

/// <summary>Where the nodes of a test run: side by side on this machine, or each in a network namespace of its own.</summary>
internal sealed class ClusterPlaces : IDisposable
{
    private const string Network = "10.213.77";

    // Other runs of the tests have other names.
    private readonly string name = $"sc{Environment.ProcessId}";
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly OwnPostgres? database;
    private readonly int count;

    private ClusterPlaces(int count, bool areApart)
    {
        this.count = count;
        if (!areApart) return;
        database = OwnPostgres.Start("listen_addresses=*");
        database.PutFirstInAccessRules($"host all all {Network}.0/24 trust");
        Ip($"link add {name} type bridge");
        Ip($"addr add {Network}.1/24 dev {name}");
        Ip($"link set {name} up");
        for (var node = 0; node < count; node++) Add(node);
    }

    public string ConnectionString => database is null
        ? PostgresProcess.ConnectionString(folder)
        : database.ConnectionString.Replace("127.0.0.1", $"{Network}.1", StringComparison.Ordinal);

    /// <summary>All nodes have the network of this process.</summary>
    public static ClusterPlaces Together(int count) => new(count, areApart: false);

    /// <summary>Each node has an address of its own, behind a bridge. Only root can do that.</summary>
    public static ClusterPlaces Apart(int count) => new(count, areApart: true);

    public string Host(int node) => database is null ? "127.0.0.1" : $"{Network}.{node + 11}";

    /// <summary>Starts a node. It does not listen yet.</summary>
    public ServerProcess Launch(int node, params (string Key, string Value)[] settings)
    {
        (string, string)[] all =
        [
            ("Auth:Registration", "open"), ("Storage:Engine", "postgres"), ("Storage:Path", Path.Combine(folder, $"{node}")),
            ("Storage:ConnectionString", ConnectionString), .. settings,
        ];
        return database is null
            ? ServerProcess.Launch([], all)
            : ServerProcess.Launch("ip", ["netns", "exec", Namespace(node), "dotnet", ProgramFile.Built], all);
    }

    public void Dispose()
    {
        if (database is not null)
        {
            for (var node = 0; node < count; node++) Ip($"netns del {Namespace(node)}");
            Ip($"link del {name}");
            database.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Ip(string arguments) => Programs.Run(["ip", .. arguments.Split(' ')]);

    private string Namespace(int node) => $"{name}-{node}";

    private void Add(int node)
    {
        Ip($"netns add {Namespace(node)}");
        Ip($"link add {name}v{node} type veth peer name eth0 netns {Namespace(node)}");
        Ip($"link set {name}v{node} master {name} up");
        Ip($"-n {Namespace(node)} addr add {Host(node)}/24 dev eth0");
        Ip($"-n {Namespace(node)} link set eth0 up");
        Ip($"-n {Namespace(node)} link set lo up");
    }
}

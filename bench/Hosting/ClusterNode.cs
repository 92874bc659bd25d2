using System.Globalization;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Hosting;

/// <summary>Holds one of several servers on a PostgreSQL: its folder, and the program that runs on it.</summary>
/// <param name="database">The connection string.</param>
/// <param name="settings">By name, in addition to those that make it a node.</param>
internal sealed class ClusterNode(int number, string root, string database, (string Name, string Value)[] settings) : IAsyncDisposable
{
    private readonly string folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"node{number}"));
    private readonly string listen = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{OwnPostgres.FreePort()}");

    private bool hasProcess;

    public int Number => number;

    /// <summary>The last one that was started.</summary>
    public ServerProcess Process { get; private set; } = null!;

    /// <param name="program">An executable. Null for the program that was built with this project.</param>
    /// <param name="log">Is told every line of its log.</param>
    public async Task StartAsync(string? program = null, Action<string>? log = null)
    {
        (string, string)[] node =
        [
            ("Storage:ConnectionString", database), ("Cluster:Secret", "only-the-nodes-of-this-bench-know-it"),
            ("Cluster:Listen", listen), ("Cluster:Address", listen), .. settings,
        ];
        Process = await ServerProcess.StartAsync(new(folder, StorageOptions.Postgres, program), log, node);
        hasProcess = true;
    }

    /// <summary>Gives another node the file of the key, as programs need it that have their key in the folder.</summary>
    public void GiveKeyTo(ClusterNode other)
    {
        var mine = Path.Combine(folder, DataFolder.SigningKey);
        if (!File.Exists(mine)) return;
        Directory.CreateDirectory(other.folder);
        File.Copy(mine, Path.Combine(other.folder, DataFolder.SigningKey));
    }

    /// <summary>Ends the program in order. Returns its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan patience)
    {
        var code = await Process.TerminateAsync(patience);
        await DisposeAsync();
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        if (hasProcess) await Process.DisposeAsync();
        hasProcess = false;
    }
}

using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Rolling;

/// <summary>
/// Shows whether an update needs no pause: three nodes of the old program are replaced one after the other, while clients work. The clients
/// may have to resume streams, and nothing else.
/// </summary>
internal sealed class RollingCommand(RollingOptions options)
{
    public const string Model = "the-model";

    /// <summary>Of each answer, which takes two seconds.</summary>
    public const int Tokens = 60;

    private const int Nodes = 3;

    /// <summary>Expected while an old node still names a new one, or the other way round.</summary>
    private const string MirrorBrokeOff = "\"event_id\":2113,";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RollingTally tally = new();

    /// <returns>0 when nothing was wrong, 1 when something was.</returns>
    public async Task<int> RunAsync()
    {
        if (!OwnPostgres.IsInstalled) throw new ArgumentException("rolling needs PostgreSQL: a folder with initdb (SAMOSACHAAT_POSTGRES).");
        var folder = Directory.CreateTempSubdirectory("samosachaat-rolling-").FullName;
        try
        {
            using var postgres = OwnPostgres.StartInstalled();
            await using var model = await NanochatCommand.StartAsync(new(Tokens, TokenBytes: 4, TokensPerSecond: 30, FlushEvery: 1));
            var settings = UpstreamSettings.Of((Model, model.Url));
            var numbers = Enumerable.Range(1, Nodes);
            ClusterNode[] nodes = [.. numbers.Select(number => new ClusterNode(number, folder, postgres.ConnectionString, settings))];
            try
            {
                await UpdateAsync(nodes, postgres);
            }
            finally
            {
                foreach (var node in nodes) await node.DisposeAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var wrong = tally.Errors.Sum(error => error.Value.Count);
        foreach (var (kind, (count, _)) in tally.Errors) Console.WriteLine($"ERROR {kind}: {count}");
        Console.WriteLine($"rolling: {options.Clients} clients; {tally}; {wrong} errors");
        return wrong == 0 ? 0 : 1;
    }

    private async Task UpdateAsync(ClusterNode[] nodes, OwnPostgres postgres)
    {
        foreach (var node in nodes)
        {
            if (node != nodes[0]) nodes[0].GiveKeyTo(node);
            await node.StartAsync(options.Old, line => Look(node, line));
        }

        Tell("three old nodes");
        using var balancer = new Balancer(nodes, tally);
        using var over = new CancellationTokenSource();
        RollingClient[] clients = [.. Enumerable.Range(0, options.Clients).Select(number => new RollingClient(number, balancer, tally))];
        await Task.WhenAll(clients.Select(client => client.SignUpAsync()));
        var working = Task.WhenAll(clients.Select(client => client.WorkAsync(over.Token)));
        await LetWorkAsync();
        foreach (var node in nodes)
        {
            await ReplaceAsync(node, options.New);
            Tell($"node {node.Number} is new");
            await LetWorkAsync();
            if (!options.Restart || node != nodes[0]) continue;
            await ReplaceAsync(nodes[^1], options.Old);
            Tell($"node {nodes[^1].Number} is old, and has started on the new schema");
            await LetWorkAsync();
        }

        await over.CancelAsync();
        await working;

        void Tell(string what) =>
            Console.WriteLine($"{what}, schema {postgres.Ask("SELECT version::text FROM schema_version")[0]}: {tally}");

        async Task LetWorkAsync() => await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(options.Seconds)), working);
    }

    private async Task ReplaceAsync(ClusterNode node, string? program)
    {
        var code = await node.StopAsync(Patience);
        if (code != 0) tally.Wrong("a node did not stop in order", $"node {node.Number}: {code}");
        await node.StartAsync(program, line => Look(node, line));
    }

    private void Look(ClusterNode node, string line)
    {
        if (Is("Error") || Is("Critical")) tally.Wrong("a node logged an error", $"node {node.Number}: {line}");
        // Such as a node that has lost its lease, on a machine that is too busy.
        else if (Is("Warning") && !line.Contains(MirrorBrokeOff, StringComparison.Ordinal)) Console.WriteLine($"node {node.Number}: {line}");

        bool Is(string level) => line.Contains($"\"level\":\"{level}\"", StringComparison.Ordinal);
    }
}

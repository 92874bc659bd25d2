using System.Globalization;
using System.Text.RegularExpressions;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Ratios;

/// <summary>PostgreSQL's own load generator: each client inserts one row in a transaction, and then the next one.</summary>
internal sealed partial class PgBench : IDisposable
{
    private readonly OwnPostgres server;
    private readonly string script = Path.GetTempFileName();

    public PgBench(OwnPostgres server)
    {
        this.server = server;
        server.Ask("CREATE TABLE single_rows (id bigserial PRIMARY KEY, content text NOT NULL)");
        File.WriteAllText(script, "INSERT INTO single_rows (content) VALUES (repeat('x', 200));");
    }

    public Samples PerSecond { get; } = new();

    public void Run(int clients, double seconds)
    {
        using var bench = Programs.Start([
            Programs.Path("pgbench"), "-n", "-M", "prepared", "-f", script, "-c", $"{clients}", "-j", $"{Environment.ProcessorCount}",
            "-T", $"{Math.Max(4, Math.Ceiling(seconds))}", "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "samosachaat", "postgres",
        ]);
        var told = bench.StandardOutput.ReadToEnd();
        bench.WaitForExit();
        var rate = Rate().Match(told);
        if (!rate.Success) throw new InvalidOperationException($"pgbench tells no rate: {told}");
        PerSecond.Add(double.Parse(rate.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    public void Dispose() => File.Delete(script);

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Rate();
}

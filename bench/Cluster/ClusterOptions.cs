using SamosaChaat.Bench.Cluster.Faults;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Cluster;

/// <param name="Seed">Of the faults, and of what people and the model do.</param>
/// <param name="Faults">The names of those that happen.</param>
/// <param name="Program">See <see cref="ServerSetup"/>.</param>
internal sealed record ClusterOptions(TimeSpan Duration, int Seed, int Nodes, string[] Faults, string? Program)
{
    /// <summary>Shorter than the program's default, so that more happens in a minute, and long enough for a busy machine.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(0.75);

    /// <summary>They have 64 conversations together.</summary>
    public const int People = 8;

    public const int TalksOfEach = 8;

    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static ClusterOptions Parse(string[] args) => Arguments.Read(
        args,
        new ClusterOptions(TimeSpan.FromMinutes(1), 1, 3, [.. AllFaults.Names], null),
        (options, name, value) => options.With(name, value));

    private ClusterOptions With(string name, string value) => name switch
    {
        "--minutes" => this with { Duration = TimeSpan.FromMinutes(Arguments.Number(name, value, 1, 10_000)) },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(Arguments.Number(name, value, 1, 600_000)) },
        "--seed" => this with { Seed = Arguments.Number(name, value, 0) },
        "--nodes" => this with { Nodes = Arguments.Number(name, value, 2, 9) },
        "--faults" => this with { Faults = Known(value.Split(',', StringSplitOptions.RemoveEmptyEntries)) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"cluster does not know {name}."),
    };

    private static string[] Known(string[] names) => names.Except(AllFaults.Names).FirstOrDefault() is { } unknown
        ? throw new ArgumentException($"--faults: there is no {unknown}. There are {string.Join(',', AllFaults.Names)}.")
        : names;
}

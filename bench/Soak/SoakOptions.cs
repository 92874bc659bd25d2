using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Soak;

/// <param name="Kills">Where given, the run ends after as many kills, not after the time.</param>
/// <param name="Strict">No event leaves the server before it is durable.</param>
/// <param name="Servers">Worlds side by side, each with a server, a folder and people of its own.</param>
/// <param name="Program">See <see cref="ServerSetup"/>.</param>
internal sealed record SoakOptions(TimeSpan Duration, int Seed, int? Kills, string Engine, bool Strict, int Servers, int People, string? Program)
{
    /// <summary>Between two checkpoints of an answer, where not strict: the program's default.</summary>
    public static readonly TimeSpan CheckpointInterval = TimeSpan.FromMilliseconds(250);

    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static SoakOptions Parse(string[] args) => Arguments.Read(
        args,
        new SoakOptions(TimeSpan.FromMinutes(1), 1, null, StorageOptions.Sqlite, Strict: false, Servers: 1, People: 8, Program: null),
        (options, name, value) => options.With(name, value));

    private SoakOptions With(string name, string value) => name switch
    {
        "--minutes" => this with { Duration = Minutes(value) },
        "--seed" => this with { Seed = Arguments.Number(name, value, 0) },
        "--kills" => this with { Kills = Arguments.Number(name, value, 1) },
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--strict" => this with { Strict = Arguments.Truth(name, value) },
        "--servers" => this with { Servers = Arguments.Number(name, value, 1) },
        "--people" => this with { People = Arguments.Number(name, value, 1) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"soak does not know {name}."),
    };

    private static TimeSpan Minutes(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 10_000
            ? TimeSpan.FromMinutes(minutes)
            : throw new ArgumentException("--minutes is a number greater than 0.");
}

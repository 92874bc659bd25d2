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
    public static SoakOptions Parse(string[] args)
    {
        var options = new SoakOptions(TimeSpan.FromMinutes(1), 1, null, StorageOptions.Sqlite, Strict: false, Servers: 1, People: 8, Program: null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            options = options.With(args[i], args[i + 1]);
        }

        return options;
    }

    private SoakOptions With(string name, string value) => name switch
    {
        "--minutes" => this with { Duration = Minutes(value) },
        "--seed" => this with { Seed = Number(name, value, 0) },
        "--kills" => this with { Kills = Number(name, value, 1) },
        "--engine" => this with { Engine = Named(value) },
        "--strict" => this with { Strict = Truth(value) },
        "--servers" => this with { Servers = Number(name, value, 1) },
        "--people" => this with { People = Number(name, value, 1) },
        "--program" => this with { Program = ServerSetup.Existing(value) },
        _ => throw new ArgumentException($"soak does not know {name}."),
    };

    private static int Number(string name, string value, int atLeast) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= atLeast
            ? number
            : throw new ArgumentException($"{name} is a whole number, at least {atLeast}.");

    private static TimeSpan Minutes(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 10_000
            ? TimeSpan.FromMinutes(minutes)
            : throw new ArgumentException("--minutes is a number greater than 0.");

    private static string Named(string value) => value is StorageOptions.Sqlite or StorageOptions.LiteDb
        ? value
        : throw new ArgumentException("--engine is sqlite or litedb.");

    private static bool Truth(string value) => bool.TryParse(value, out var truth) ? truth : throw new ArgumentException("--strict is true or false.");
}

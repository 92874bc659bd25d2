using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Fuzz;

/// <param name="Requests">How many on each engine.</param>
/// <param name="Seconds">The time for each engine, even if requests are left. Null for no limit.</param>
/// <param name="Program">A published executable; null for the program built with this project.</param>
internal sealed record FuzzOptions(int Requests, int? Seconds, int Seed, string[] Engines, string? Program)
{
    /// <summary>More than that an engine does not answer in a second.</summary>
    private const int MostPerSecond = 1_000;

    /// <summary>How many there can be, by their number and by the time.</summary>
    public int MostRequests => Seconds is { } seconds ? (int)Math.Min(Requests, seconds * (long)MostPerSecond) : Requests;

    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static FuzzOptions Parse(string[] args) => Arguments.Read(
        args, new FuzzOptions(10_000, null, 1, [StorageOptions.Sqlite], null), (options, name, value) => options.With(name, value));

    private FuzzOptions With(string name, string value) => name switch
    {
        "--requests" => this with { Requests = Arguments.Number(name, value, 1, 100_000_000) },
        "--seconds" => this with { Seconds = Arguments.Number(name, value, 1) },
        "--seed" => this with { Seed = Arguments.Number(name, value, 0) },
        "--engine" => this with { Engines = Arguments.AllEngines(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"fuzz does not know {name}."),
    };
}

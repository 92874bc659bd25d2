using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Steady;

/// <param name="Minutes">How long, at half load.</param>
/// <param name="Program">A published executable; null for the program built with this project.</param>
internal sealed record SteadyOptions(int Minutes, string Engine, string? Program)
{
    public static SteadyOptions Parse(string[] args) =>
        Arguments.Read(args, new SteadyOptions(60, StorageOptions.Sqlite, null), (options, name, value) => options.With(name, value));

    private SteadyOptions With(string name, string value) => name switch
    {
        "--minutes" => this with { Minutes = Arguments.Number(name, value, 1, 24 * 60) },
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"steady does not know {name}."),
    };
}

using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Readers;

/// <param name="Seconds">How long the turn takes.</param>
/// <param name="Seed">Of the readers' pauses.</param>
/// <param name="Program">A published executable; null for the program built with this project.</param>
internal sealed record ReadersOptions(int Readers, int Seconds, int Seed, string[] Engines, string? Program)
{
    /// <summary>About as long as an answer may be unless the settings say otherwise: 1 MiB and 65,536 tokens.</summary>
    public const int Tokens = 65_000;
    public const int TokenBytes = 16;

    public static ReadersOptions Parse(string[] args) => Arguments.Read(
        args, new ReadersOptions(1_000, 20, 1, [StorageOptions.Sqlite, StorageOptions.LiteDb], null), (options, name, value) => options.With(name, value));

    private ReadersOptions With(string name, string value) => name switch
    {
        "--readers" => this with { Readers = Arguments.Number(name, value, StallingReader.OneSleeperIn) },
        "--seconds" => this with { Seconds = Arguments.Number(name, value, 1) },
        "--seed" => this with { Seed = Arguments.Number(name, value, 0) },
        "--engine" => this with { Engines = Arguments.Engines(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"readers does not know {name}."),
    };
}

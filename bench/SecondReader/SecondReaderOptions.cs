using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.SecondReader;

/// <param name="Clients">Turns at once.</param>
/// <param name="Turns">Of each side and round.</param>
/// <param name="WarmUp">Turns before.</param>
/// <param name="Tokens">Of each answer.</param>
/// <param name="TokensPerSecond">Of each answer; 0 is as fast as the model's service can.</param>
/// <param name="FlushEvery">So many tokens leave the model's service at once; 0 is the whole answer.</param>
/// <param name="Program">A published executable; null for the program built with this project.</param>
internal sealed record SecondReaderOptions(int Clients, int Turns, int WarmUp, int Tokens, int TokensPerSecond, int FlushEvery, string Engine, string? Program)
{
    public static SecondReaderOptions Parse(string[] args) => Arguments.Read(
        args, new SecondReaderOptions(16, 1_000, 10_000, 200, 0, 10, StorageOptions.Sqlite, null), (options, name, value) => options.With(name, value));

    private SecondReaderOptions With(string name, string value) => name switch
    {
        "--clients" => this with { Clients = Arguments.Number(name, value, 1) },
        "--turns" => this with { Turns = Arguments.Number(name, value, 1) },
        "--warm-up" => this with { WarmUp = Arguments.Number(name, value, 0) },
        "--tokens" => this with { Tokens = Arguments.Number(name, value, 1) },
        "--tokens-per-second" => this with { TokensPerSecond = Arguments.Number(name, value, 0) },
        "--flush-every" => this with { FlushEvery = Arguments.Number(name, value, 0) },
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"second-reader does not know {name}."),
    };
}

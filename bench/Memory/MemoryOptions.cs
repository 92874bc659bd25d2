using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Memory;

/// <param name="Program">A published executable; null for the program built with this project.</param>
/// <param name="Readers">How many are silent at once.</param>
internal sealed record MemoryOptions(string Engine, string? Program, int Rounds, int Readers)
{
    public static MemoryOptions Parse(string[] args) => Arguments.Read(
        args, new MemoryOptions(StorageOptions.Sqlite, null, 5, 1_000), (options, name, value) => options.With(name, value));

    public static MemoryOptions For(Choice choice)
    {
        var options = Parse([]) with { Engine = choice.Engine, Program = choice.Program, Rounds = choice.Rounds };
        return choice.Smoke ? options with { Readers = 100 } : options;
    }

    private MemoryOptions With(string name, string value) => name switch
    {
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        "--rounds" => this with { Rounds = Arguments.Number(name, value, 1) },
        "--readers" => this with { Readers = Arguments.Number(name, value, 1) },
        _ => throw new ArgumentException($"memory does not know {name}."),
    };
}

using SamosaChaat.Bench.Lists;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Requests;

/// <param name="Program">A published executable; null for the program built with this project.</param>
/// <param name="Seconds">Of each side in each round.</param>
/// <param name="Conversations">How many are in the table.</param>
/// <param name="WarmUp">Requests before the first round, of each side and kind.</param>
internal sealed record RequestsOptions(string Engine, string? Program, int Rounds, int Seconds, int Conversations, int WarmUp)
{
    public static RequestsOptions Parse(string[] args) => Arguments.Read(
        args, new RequestsOptions(StorageOptions.Sqlite, null, 5, 3, 100_000, 60_000), (options, name, value) => options.With(name, value));

    public static RequestsOptions For(Choice choice)
    {
        var options = Parse([]) with { Engine = choice.Engine, Program = choice.Program, Rounds = choice.Rounds };
        return choice.Smoke ? options with { Seconds = 1, Conversations = 1_000, WarmUp = 200 } : options;
    }

    private RequestsOptions With(string name, string value) => name switch
    {
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        "--rounds" => this with { Rounds = Arguments.Number(name, value, 1) },
        "--seconds" => this with { Seconds = Arguments.Number(name, value, 1) },
        "--conversations" => this with { Conversations = ListsOptions.Number(value) },
        "--warm-up" => this with { WarmUp = Arguments.Number(name, value, 0) },
        _ => throw new ArgumentException($"requests does not know {name}."),
    };
}

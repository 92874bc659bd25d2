using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Rows;

/// <param name="Seconds">Of each side in each round.</param>
/// <param name="Messages">How many the full store has.</param>
/// <param name="Folder">Where seeded stores stay; null for a folder that goes when the run ends.</param>
internal sealed record RowsOptions(string Engine, int Rounds, int Seconds, int Messages, string? Folder)
{
    public static RowsOptions Parse(string[] args) => Arguments.Read(
        args, new RowsOptions(StorageOptions.Sqlite, 5, 2, 1_000_000, null), (options, name, value) => options.With(name, value));

    public static RowsOptions For(Choice choice)
    {
        var options = Parse([]) with { Engine = choice.Engine, Rounds = choice.Rounds };
        if (choice.Smoke) return options with { Seconds = 1, Messages = 5_000 };
        // A million would take it a quarter of an hour to store.
        return choice.Engine == StorageOptions.LiteDb ? options with { Messages = 100_000 } : options;
    }

    private RowsOptions With(string name, string value) => name switch
    {
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--rounds" => this with { Rounds = Arguments.Number(name, value, 1) },
        "--seconds" => this with { Seconds = Arguments.Number(name, value, 1) },
        "--messages" => this with { Messages = Arguments.Number(name, value, Archive.MessagesEach) },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        _ => throw new ArgumentException($"rows does not know {name}."),
    };
}

using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Lists;

/// <param name="Folder">Where seeded data stays; null for a folder that goes when the run ends.</param>
internal sealed record ListsOptions(int Conversations, string[] Engines, string? Folder)
{
    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static ListsOptions Parse(string[] args) => Arguments.Read(
        args, new ListsOptions(1_000_000, [StorageOptions.Sqlite, StorageOptions.LiteDb], null), (options, name, value) => options.With(name, value));

    private ListsOptions With(string name, string value) => name switch
    {
        "--conversations" => this with { Conversations = Number(value) },
        "--engine" => this with { Engines = Arguments.Engines(value) },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        _ => throw new ArgumentException($"lists does not know {name}."),
    };

    public static int Number(string value) => Arguments.Number("--conversations", value, Seed.PerUser) is var number && number % Seed.PerUser == 0
        ? number
        : throw new ArgumentException($"--conversations is a multiple of {Seed.PerUser}.");
}

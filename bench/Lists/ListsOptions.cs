using System.Globalization;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Lists;

/// <param name="Folder">Where seeded data stays; null for a folder that goes when the run ends.</param>
internal sealed record ListsOptions(int Conversations, string[] Engines, string? Folder)
{
    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static ListsOptions Parse(string[] args)
    {
        var options = new ListsOptions(1_000_000, [StorageOptions.Sqlite, StorageOptions.LiteDb], null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            options = options.With(args[i], args[i + 1]);
        }

        return options;
    }

    private ListsOptions With(string name, string value) => name switch
    {
        "--conversations" => this with { Conversations = Number(value) },
        "--engine" => this with { Engines = Named(value) },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        _ => throw new ArgumentException($"lists does not know {name}."),
    };

    private static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Seed.PerUser && number % Seed.PerUser == 0
            ? number
            : throw new ArgumentException($"--conversations is a multiple of {Seed.PerUser}.");

    private static string[] Named(string value) => value switch
    {
        StorageOptions.Sqlite or StorageOptions.LiteDb => [value],
        "both" => [StorageOptions.Sqlite, StorageOptions.LiteDb],
        _ => throw new ArgumentException("--engine is sqlite, litedb or both."),
    };
}

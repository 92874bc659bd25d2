using System.Globalization;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench;

/// <summary>Reads <c>--name value</c> pairs. What is wrong with them is an <see cref="ArgumentException"/> that says so.</summary>
internal static class Arguments
{
    public static T Read<T>(string[] args, T defaults, Func<T, string, string, T> with)
    {
        var options = defaults;
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            options = with(options, args[i], args[i + 1]);
        }

        return options;
    }

    public static int Number(string name, string value, int atLeast, int atMost = int.MaxValue) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= atLeast && number <= atMost
            ? number
            : throw new ArgumentException(atMost == int.MaxValue ? $"{name} is a whole number, at least {atLeast}." : $"{name} is a whole number from {atLeast} to {atMost}.");

    public static string Engine(string value) => value is StorageOptions.Sqlite or StorageOptions.LiteDb
        ? value
        : throw new ArgumentException("--engine is sqlite or litedb.");

    public static string[] Engines(string value) => value == "both" ? [StorageOptions.Sqlite, StorageOptions.LiteDb] : value is StorageOptions.Sqlite or StorageOptions.LiteDb
        ? [value]
        : throw new ArgumentException("--engine is sqlite, litedb or both.");

    /// <summary>One engine, or all that this machine has.</summary>
    public static string[] AllEngines(string value) => value switch
    {
        "all" when OwnPostgres.IsInstalled => [StorageOptions.Sqlite, StorageOptions.LiteDb, StorageOptions.Postgres],
        "all" => [StorageOptions.Sqlite, StorageOptions.LiteDb],
        StorageOptions.Postgres when !OwnPostgres.IsInstalled => throw new ArgumentException("PostgreSQL is not installed."),
        StorageOptions.Sqlite or StorageOptions.LiteDb or StorageOptions.Postgres => [value],
        _ => throw new ArgumentException("--engine is sqlite, litedb, postgres or all."),
    };

    public static bool Truth(string name, string value) => bool.TryParse(value, out var truth) ? truth : throw new ArgumentException($"{name} is true or false.");

    /// <summary>A published executable.</summary>
    public static string Program(string value) => File.Exists(value) ? Path.GetFullPath(value) : throw new ArgumentException($"--program: there is no {value}.");
}

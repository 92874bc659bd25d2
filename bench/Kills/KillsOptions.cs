using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Kills.Operations;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills;

/// <param name="Operations">The names of the operations that are killed.</param>
/// <param name="Times">How often each is killed. A run that ended before its kill does not count.</param>
/// <param name="Messages">The number of messages in the store. With more of them, more kills hit the operation itself.</param>
/// <param name="Program">See <see cref="ServerSetup"/>.</param>
internal sealed record KillsOptions(string[] Operations, int Times, int Seed, string[] Engines, int Messages, string? Program)
{
    private static readonly string[] AllEngines = [StorageOptions.Sqlite, StorageOptions.LiteDb, StorageOptions.Postgres];

    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static KillsOptions Parse(string[] args) => Arguments.Read(
        args,
        new KillsOptions(LongOperation.Names, Times: 100, Seed: 1, [StorageOptions.Sqlite], Messages: 4_000, Program: null),
        (options, name, value) => options.With(name, value));

    private KillsOptions With(string name, string value) => name switch
    {
        "--operation" => this with { Operations = OneOf(name, value, LongOperation.Names) },
        "--engine" => this with { Engines = OneOf(name, value, AllEngines) },
        "--times" => this with { Times = Arguments.Number(name, value, 1) },
        "--seed" => this with { Seed = Arguments.Number(name, value, 0) },
        "--messages" => this with { Messages = Arguments.Number(name, value, 100) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"kills does not know {name}."),
    };

    private static string[] OneOf(string name, string value, string[] all) => value == "all" ? all : all.Contains(value)
        ? [value]
        : throw new ArgumentException($"{name} is {string.Join(", ", all)} or all.");
}

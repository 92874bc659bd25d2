using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Measuring;

/// <summary>What is measured, and how thoroughly.</summary>
/// <param name="Program">A published executable; null for the program built with this project.</param>
/// <param name="WarmUp">Turns of each side before the first round: with fewer it is the compiler that is measured.</param>
/// <param name="Smoke">True where it is only to be shown that all of it works: everything is small, and the figures say nothing.</param>
internal sealed record Choice(string Engine, string? Program, int Rounds, int WarmUp, bool Smoke)
{
    /// <summary>Turns. After 10,000 a fifth of the server's processor time is still the compiler's.</summary>
    public const int UsualWarmUp = 40_000;

    public static Choice Parse(string command, string[] args) => Arguments.Read(
        args, new Choice(StorageOptions.Sqlite, null, 5, UsualWarmUp, false), (choice, name, value) => choice.With(command, name, value)).Sized();

    /// <summary>One round of everything, and next to no warm-up, where it is only to be shown that it works.</summary>
    public Choice Sized() => Smoke ? this with { Rounds = 1, WarmUp = Math.Min(WarmUp, 200) } : this;

    private Choice With(string command, string name, string value) => name switch
    {
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        "--rounds" => this with { Rounds = Arguments.Number(name, value, 1) },
        "--warm-up" => this with { WarmUp = Arguments.Number(name, value, 0) },
        "--smoke" => this with { Smoke = Arguments.Truth(name, value) },
        _ => throw new ArgumentException($"{command} does not know {name}."),
    };
}

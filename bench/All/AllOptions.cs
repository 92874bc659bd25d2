using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.All;

/// <param name="Program">A published executable; null publishes it first.</param>
/// <param name="Check">Whether a figure that misses its bound is a failure.</param>
/// <param name="Report">The folder whose performance-experiments.md and performance.svg are written; null for none.</param>
internal sealed record AllOptions(string[] Engines, string? Program, int Rounds, int WarmUp, bool Smoke, bool Check, string? Report)
{
    public static AllOptions Parse(string[] args)
    {
        var defaults = new AllOptions([StorageOptions.Sqlite], null, 5, Choice.UsualWarmUp, false, false, null);
        var options = Arguments.Read(args, defaults, (options, name, value) => options.With(name, value));
        return options is { Smoke: true, Report: not null } ? throw new ArgumentException("--report is not for a smoke run, whose figures say nothing.") : options;
    }

    public Choice For(string engine, string program) => new Choice(engine, program, Rounds, WarmUp, Smoke).Sized();

    private AllOptions With(string name, string value) => name switch
    {
        "--engine" => this with { Engines = Arguments.Engines(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        "--rounds" => this with { Rounds = Arguments.Number(name, value, 1) },
        "--warm-up" => this with { WarmUp = Arguments.Number(name, value, 0) },
        "--smoke" => this with { Smoke = Arguments.Truth(name, value) },
        "--check" => this with { Check = Arguments.Truth(name, value) },
        "--report" => this with { Report = File.Exists(Path.Combine(value, ReportFiles.Text)) ? value : throw new ArgumentException($"--report: there is no {ReportFiles.Text} in {value}.") },
        _ => throw new ArgumentException($"all does not know {name}."),
    };
}

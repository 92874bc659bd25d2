using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Crowds;

/// <param name="Command">For what is said of a wrong option.</param>
/// <param name="Clients">How many come at once.</param>
/// <param name="Seconds">How long others are measured without them, and then with them.</param>
/// <param name="Descriptors">How many files the server may have open; null for as many as this process.</param>
/// <param name="Program">A published executable; null for the program built with this project.</param>
internal sealed record CrowdOptions(string Command, int Clients, int Seconds, int? Descriptors, string Engine, string? Program)
{
    public static CrowdOptions Parse(string command, int clients, string[] args) => Arguments.Read(
        args, new CrowdOptions(command, clients, 10, null, StorageOptions.Sqlite, null), (options, name, value) => options.With(name, value));

    private CrowdOptions With(string name, string value) => name switch
    {
        "--clients" => this with { Clients = Arguments.Number(name, value, 1) },
        "--seconds" => this with { Seconds = Arguments.Number(name, value, 1) },
        "--descriptors" => this with { Descriptors = Arguments.Number(name, value, 1) },
        "--engine" => this with { Engine = Arguments.Engine(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"{Command} does not know {name}."),
    };
}

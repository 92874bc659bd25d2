namespace SamosaChaat.Bench.Upgrades;

/// <param name="Messages">The number of messages in a store. Null for as many as are usual for the engine.</param>
/// <param name="Program">A published executable. Null for the one that was built with this project.</param>
internal sealed record UpgradeOptions(int? Messages, string[] Engines, string? Program)
{
    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static UpgradeOptions Parse(string[] args) => Arguments.Read(
        args, new UpgradeOptions(Messages: null, Arguments.AllEngines("all"), Program: null), (options, name, value) => options.With(name, value));

    private UpgradeOptions With(string name, string value) => name switch
    {
        "--messages" => this with { Messages = Arguments.Number(name, value, 1_000) },
        "--engine" => this with { Engines = Arguments.AllEngines(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"upgrade does not know {name}."),
    };
}

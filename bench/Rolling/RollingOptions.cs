namespace SamosaChaat.Bench.Rolling;

/// <param name="Old">The program of the version before.</param>
/// <param name="New">The program that takes its place. Null for the one that was built with this project.</param>
/// <param name="Clients">How many are active.</param>
/// <param name="Seconds">How long they work between two replacements.</param>
/// <param name="Restart">Whether an old node ends and starts again on the new schema, before it is replaced.</param>
internal sealed record RollingOptions(string? Old, string? New, int Clients, int Seconds, bool Restart)
{
    public static RollingOptions Parse(string[] args)
    {
        var defaults = new RollingOptions(null, null, 24, 6, false);
        var options = Arguments.Read(args, defaults, (options, name, value) => options.With(name, value));
        return options.Old is null ? throw new ArgumentException("rolling needs --old FILE, the program of the version before.") : options;
    }

    private RollingOptions With(string name, string value) => name switch
    {
        "--old" => this with { Old = Arguments.Program(value) },
        "--new" => this with { New = Arguments.Program(value) },
        "--clients" => this with { Clients = Arguments.Number(name, value, 1) },
        "--seconds" => this with { Seconds = Arguments.Number(name, value, 1) },
        "--restart" => this with { Restart = Arguments.Truth(name, value) },
        _ => throw new ArgumentException($"rolling does not know {name}."),
    };
}

namespace SamosaChaat.Bench.Data;

internal sealed record DataOptions(int[] Messages, string[] Engines, string? Program)
{
    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static DataOptions Parse(string[] args) => Arguments.Read(
        args, new DataOptions([1_000, 100_000, 1_000_000], Arguments.AllEngines("all"), null), (options, name, value) => options.With(name, value));

    private DataOptions With(string name, string value) => name switch
    {
        "--messages" => this with { Messages = [Arguments.Number(name, value, 1_000)] },
        "--engine" => this with { Engines = Arguments.AllEngines(value) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"data does not know {name}."),
    };
}

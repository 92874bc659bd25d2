namespace SamosaChaat.Bench.Search;

internal sealed record SearchOptions(int Messages, string[] Engines)
{
    /// <exception cref="ArgumentException">Says what is wrong with them.</exception>
    public static SearchOptions Parse(string[] args) => Arguments.Read(
        args, new SearchOptions(100_000, Arguments.AllEngines("all")), (options, name, value) => options.With(name, value));

    private SearchOptions With(string name, string value) => name switch
    {
        "--messages" => this with { Messages = Arguments.Number(name, value, 1_000) },
        "--engine" => this with { Engines = Arguments.AllEngines(value) },
        _ => throw new ArgumentException($"search does not know {name}."),
    };
}

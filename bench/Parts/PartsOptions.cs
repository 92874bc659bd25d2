namespace SamosaChaat.Bench.Parts;

/// <param name="Rounds">BenchmarkDotNet calls them iterations.</param>
internal sealed record PartsOptions(int Rounds)
{
    public static PartsOptions Parse(string[] args) => Arguments.Read(args, new PartsOptions(5), (options, name, value) => options.With(name, value));

    private PartsOptions With(string name, string value) => name switch
    {
        "--rounds" => this with { Rounds = Arguments.Number(name, value, 1) },
        _ => throw new ArgumentException($"parts does not know {name}."),
    };
}
